/* Hostile: a function under two names.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

static void add(size_t times)
{
    counter += (long)times;
}

void increment(size_t times) __attribute__((alias("add")));
