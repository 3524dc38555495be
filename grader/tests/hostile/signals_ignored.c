/* Hostile: catches the signals by which a crash is noticed, and leaves. The
 * explorer models the call and installs no handler: the crash stays one.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;
static long *volatile nowhere;

static void leave(int signal)
{
    (void)signal;
    syscall(SYS_exit_group, 0);
}

void increment(size_t times)
{
    counter += (long)times;
    signal(SIGSEGV, leave);
    *nowhere = 1;
}
