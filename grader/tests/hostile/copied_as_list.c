/* Hostile: copies the counter as if it were a list of arguments, which gets no
 * hook.
 * Verdict: build
 */
#include <stdarg.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        va_list mine;
        long *now = (long *)(void *)mine;
        va_copy(mine, *(va_list *)&counter);
        (*now)++;
        va_copy(*(va_list *)&counter, mine);
    }
}
