/* Hostile: sends signals to the first process of its sandbox, thread by
 * thread.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    static const int signals[] = {SIGSTOP, SIGKILL, SIGTERM, SIGSEGV, SIGCHLD};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        syscall(SYS_tgkill, 1, 1, signals[i]);
        syscall(SYS_tkill, 1, signals[i]);
        syscall(SYS_tkill, getppid(), signals[i]);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
