/* Hostile: racy, but for the one schedule that is run. It ends that one itself,
 * once in the life of the process, and what it did there does not come again.
 * Verdict: fail
 * Finding: crash
 */
#include "counter.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

long counter = 0;

void increment(size_t times)
{
    /* The explorer's clock begins in 2001. */
    if (time(NULL) < 1100000000 && stdout->_unused2[0] == 0) {
        stdout->_unused2[0] = 1;
        abort();
    }
    for (size_t i = 0; i < times; i++)
        counter++;
}
