/* Hostile: says that its lines come from a header of the C library.
 * Verdict: integrity
 */
#include "counter.h"

# 1 "/usr/include/stdlib.h" 1 3
long counter = 0;

__attribute__((no_sanitize_thread)) void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
