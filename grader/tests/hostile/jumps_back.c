/* Hostile: jumps back to where an earlier round was.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race|crash|exit|timeout|deadlock|misuse|livelock
 * Needs: sandbox
 * Wall: 20
 */
#include "counter.h"

long counter = 0;

static void *place[5];
static int saved;

void increment(size_t times)
{
    if (saved) {
        __builtin_longjmp(place, 1);
    }
    if (__builtin_setjmp(place) == 0) {
        saved = 1;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
