/* Hostile: includes what has no end.
 * Verdict: build
 * Needs: sandbox
 */
#include "counter.h"

#include "/dev/zero"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
