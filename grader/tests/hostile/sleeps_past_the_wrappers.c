/* Hostile: sleeps for ever where no wrapper sees it, with all signals
 * blocked.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: timeout|deadlock
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
    sigset_t every;
    sigfillset(&every);
    sigprocmask(SIG_BLOCK, &every, NULL);
    for (;;) {
        syscall(SYS_pause);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
