/* Hostile: asks for a terabyte of zeros, which take no room in an object
 * file.
 * Verdict: build
 */
#include "counter.h"

long counter = 0;
char huge[1UL << 40];

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter += huge[i] + 1;
    }
}
