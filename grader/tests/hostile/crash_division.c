/* Hostile: divides by zero.
 * Verdict: fail
 * Finding: crash
 */
#include "counter.h"

long counter = 0;
static volatile long zero;

void increment(size_t times)
{
    counter += (long)times / zero;
}
