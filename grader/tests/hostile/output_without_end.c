/* Hostile: prints and prints, to bury what the grader says.
 * Verdict: fail
 * Finding: output
 */
#include <stdio.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    counter += (long)times;
    for (;;) {
        puts("pass");
    }
}
