/* Hostile: takes its parent and the first process for a debugger.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/ptrace.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
    ptrace(PTRACE_SEIZE, 1, NULL, NULL);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
