/* Hostile: names the memory by another of the processor's segments, which has
 * the same addresses and no hooks.
 * Verdict: build
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    __seg_gs long *same = (__seg_gs long *)&counter;
    for (size_t i = 0; i < times; i++) {
        (*same)++;
    }
}
