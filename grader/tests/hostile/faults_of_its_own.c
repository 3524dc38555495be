/* Hostile: wants to serve its own page faults.
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
    syscall(SYS_userfaultfd, 0);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
