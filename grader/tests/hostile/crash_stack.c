/* Hostile: calls itself until the stack is used up.
 * Verdict: fail
 * Finding: crash
 */
#include "counter.h"

long counter = 0;

static long deeper(volatile char *above)
{
    volatile char frame[4096];
    frame[0] = above[0];
    return deeper(frame) + frame[0];
}

void increment(size_t times)
{
    volatile char start[1] = {0};
    counter += (long)times + deeper(start);
}
