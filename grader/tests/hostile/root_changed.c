/* Hostile: changes its root, and leaves it again.
 * Verdict: build
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    if (chroot("/tmp") == 0 && chdir("../../../..") == 0) {
        return;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
