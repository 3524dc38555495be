/* Hostile: asks its parent to trace it: one that knows nothing of that would
 * hang.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    syscall(SYS_tkill, syscall(SYS_gettid), SIGSTOP);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
