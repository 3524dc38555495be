/* Hostile: forks, and its children fork, as often as they may.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    while (syscall(SYS_fork) >= 0) {
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
