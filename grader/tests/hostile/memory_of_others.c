/* Hostile: reads and writes the memory of the first process.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/uio.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    char bytes[64] = "";
    struct iovec here = {bytes, sizeof bytes};
    struct iovec there = {(void *)0x400000, sizeof bytes};
    process_vm_readv(1, &here, 1, &there, 1, 0);
    process_vm_writev(1, &here, 1, &there, 1, 0);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
