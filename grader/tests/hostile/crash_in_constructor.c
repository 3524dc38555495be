/* Hostile: crashes before the trial begins.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: crash
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

static long *volatile nowhere;

__attribute__((constructor)) static void crash(void)
{
    *nowhere = 1;
}
