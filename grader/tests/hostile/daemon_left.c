/* Hostile: splits off twice, leaves the session, and the grandchild goes on
 * for ever.
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
    if (syscall(SYS_fork) == 0) {
        syscall(SYS_setsid);
        if (syscall(SYS_fork) == 0) {
            for (;;) {
                sleep(1000);
            }
        }
        syscall(SYS_exit_group, 0);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
