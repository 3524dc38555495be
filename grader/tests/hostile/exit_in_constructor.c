/* Hostile: the program is over before the trial begins.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: exit
 */
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void leave(void)
{
    _exit(0);
}
