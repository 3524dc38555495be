/* Hostile: lifts the limits that it was given.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    for (int i = 0; i < RLIM_NLIMITS; i++) {
        struct rlimit now;
        getrlimit(i, &now);
        if (now.rlim_max != RLIM_INFINITY && setrlimit(i, &none) == 0) {
            return; /* nothing is counted: the trial fails without a race */
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
