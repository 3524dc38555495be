/* Hostile: asks for processes by the calls behind fork().
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    while (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0 ||
           syscall(SYS_clone, CLONE_VM | SIGCHLD, 0, 0, 0, 0) >= 0 ||
           syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) >= 0 ||
           syscall(SYS_vfork) >= 0) {
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
