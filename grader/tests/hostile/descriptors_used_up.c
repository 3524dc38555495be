/* Hostile: opens files until no more can be opened.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include <fcntl.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void use_up(void)
{
    while (open("/dev/null", O_RDONLY) >= 0) {
    }
}
