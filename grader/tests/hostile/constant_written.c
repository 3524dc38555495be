/* Hostile: counts in what is declared const, so that no access gets a hook, and
 * volatile, so that it can be written all the same.
 * Verdict: build
 */
#include "counter.h"

typedef volatile long moving;

long counter = 0;
static const moving hidden[1];

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        *(long *)&hidden[0] += 1;
    }
    counter = hidden[0];
}
