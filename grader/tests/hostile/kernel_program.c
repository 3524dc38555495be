/* Hostile: loads a program into the kernel.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    char attributes[128] = {0};
    syscall(SYS_bpf, 5, attributes, sizeof attributes);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
