/* Hostile: leaves the program with status 0 before anything is checked.
 * Verdict: fail
 * Finding: exit
 */
#include <stdlib.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    exit(0);
}
