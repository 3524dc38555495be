/* Hostile: the same with a header of the C library, which
 * is made to declare the lesson's function.
 * Verdict: build
 */
#include <stddef.h>
#define sched_yield(nothing)                                                   \
    sched_yield(void);                                                         \
    __attribute__((no_sanitize_thread)) void increment(size_t)
#include <sched.h>
#undef sched_yield
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
