/* Hostile: gives up by abort().
 * Verdict: fail
 * Finding: crash
 */
#include <stdlib.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    abort();
}
