/* Hostile: a function that the race detector is told to leave out.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

__attribute__((no_sanitize("thread"))) void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
