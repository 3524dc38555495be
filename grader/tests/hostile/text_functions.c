/* Hostile: writes the counter by a function of the C library that
 * ThreadSanitizer does not come between.
 * Verdict: build
 */
#include <string.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    static const char *const digits[] = {"\1", "\2", "\3", "\4", "\5", "\6"};
    for (size_t i = 0; i < times; i++) {
        size_t now = strcspn((const char *)&counter, "");
        stpcpy((char *)&counter, digits[now % 6]);
    }
}
