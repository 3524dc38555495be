/* Hostile: ends a comment with a carriage return alone, and goes on with a line
 * marker.
 * Verdict: integrity
 */
#include "counter.h"

/* clang-format off */
// no more# 1 "/usr/include/stdlib.h" 1 3
long counter = 0;

__attribute__((no_sanitize_thread)) void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
