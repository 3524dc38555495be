/* Hostile: a macro gives the declaration in the lesson's own
 * header an attribute, so the file itself shows none.
 * Verdict: build
 */
#define increment __attribute__((no_sanitize_thread)) increment
#include "counter.h"
#undef increment

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
