/* Hostile: asks for an object file of eight gigabytes.
 * Verdict: build
 * Needs: sandbox
 */
#include "counter.h"

long counter = 0;
static char huge[1UL << 33] = {1};

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter += huge[i];
    }
}
