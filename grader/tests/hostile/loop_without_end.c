/* Hostile: runs in a circle for ever.
 * Verdict: fail
 * Finding: timeout
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    for (volatile int round = 0; times == 500; round = !round) {
    }
}
