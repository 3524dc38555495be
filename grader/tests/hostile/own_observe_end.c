/* Hostile: replaces the function that writes observations.
 * Verdict: fail
 * Finding: race
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

void observe_end(void *line);

void observe_end(void *line)
{
    (void)line;
}
