/* Hostile: asks the kernel to work for it through io_uring.
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
    char parameters[256] = {0};
    syscall(SYS_io_uring_setup, 8, parameters);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
