/* Hostile: hides a line marker behind the name of a header that looks like the
 * beginning of a comment.
 * Verdict: integrity
 */
#include "counter.h"

/* clang-format off */
#if __has_include(<x/*y>)
#endif
# 1 "/usr/include/stdlib.h" 1 3
long counter = 0;

__attribute__((no_sanitize_thread)) void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
# 99 "counter.h" 2
/**/
