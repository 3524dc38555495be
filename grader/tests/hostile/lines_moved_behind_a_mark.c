# 1 "/usr/include/stdlib.h" 1 3
/* Hostile: begins with a byte order mark, behind which compilers see a line
 * marker.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

__attribute__((no_sanitize_thread)) void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
