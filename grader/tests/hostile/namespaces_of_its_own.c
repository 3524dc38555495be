/* Hostile: makes a namespace in which it is root, and mounts there.
 * Verdict: build
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sched.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    unshare(CLONE_NEWUSER | CLONE_NEWNS);
    mount("none", "/tmp", "tmpfs", 0, NULL);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
