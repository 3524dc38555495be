/* Hostile: adds in inline assembly, which the race detector does not see.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        __asm__ volatile("incq counter(%%rip)" ::: "memory");
    }
}
