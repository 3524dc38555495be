/* Hostile: mounts the world over the sandbox.
 * Verdict: build
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    mount("/proc/1/root", "/tmp", NULL, MS_BIND | MS_REC, NULL);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
