/* Hostile: wants to be root, with all rights, first in line, and not to be
 * looked at.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    if (setuid(0) == 0 || setgid(0) == 0 ||
        setpriority(PRIO_PROCESS, 0, -20) == 0 ||
        syscall(SYS_sched_setattr, 0, NULL, 0) == 0 ||
        prctl(PR_SET_DUMPABLE, 0) == 0 ||
        prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 ||
        syscall(SYS_ioperm, 0, 1, 1) == 0 || syscall(SYS_iopl, 3) == 0) {
        return; /* nothing is counted: the trial fails without a race */
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
