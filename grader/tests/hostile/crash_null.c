/* Hostile: follows a null pointer.
 * Verdict: fail
 * Finding: crash
 */
#include "counter.h"

long counter = 0;
static long *volatile nowhere;

void increment(size_t times)
{
    counter += (long)times;
    *nowhere = 1;
}
