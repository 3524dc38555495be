/* Hostile: the same with `%:` for `#`, behind a comment and over a joined line.
 * Verdict: integrity
 */
#include "counter.h"

/* clang-format off */
/* nothing to
see here */ %: \
  line 1 "/usr/include/stdlib.h"
long counter = 0;

__attribute__((no_sanitize_thread)) void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
