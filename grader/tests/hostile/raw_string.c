/* Hostile: hides a directive in what looks like a comment: gcc ends the
 * raw string before it.
 * Verdict: integrity
 */
#include "counter.h"

static const char *text = R"(" /* )";
# 1 "/usr/include/stdlib.h" 1 3
/* */

long counter = 0;

void increment(size_t times)
{
    (void)text;
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
