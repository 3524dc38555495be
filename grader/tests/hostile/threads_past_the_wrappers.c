/* Hostile: makes threads by the system call itself, as many as the kernel
 * gives.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 * Wall: 20
 */
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

enum { THREADS = 20000, STACK = 4096 };

long counter = 0;

void increment(size_t times)
{
    const int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
                      CLONE_THREAD | CLONE_SYSVSEM;
    for (int i = 0; i < THREADS; i++) {
        char *stack = malloc(STACK);
        if (syscall(SYS_clone, flags, stack + STACK - 64, 0, 0, 0) == 0) {
            for (;;) {
                syscall(SYS_pause);
            }
        }
    }
    for (;;) {
        syscall(SYS_pause);
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
