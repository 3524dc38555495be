/* Hostile: stops, and never goes on.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: timeout
 * Needs: sandbox
 * Wall: 4
 */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    syscall(SYS_tkill, syscall(SYS_gettid), SIGSTOP);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
