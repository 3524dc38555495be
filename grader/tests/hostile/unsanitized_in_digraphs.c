/* Hostile: C23's notation with digraphs for its brackets.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

/* clang-format off */
<:<:gnu::no_sanitize_thread:>:> void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
