/* Hostile: inline assembly whose keyword is put together by the
 * preprocessor.
 * Verdict: integrity
 */
#include "counter.h"

#define JOIN(a, b) a##b
#define HIDDEN JOIN(as, m)

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        HIDDEN volatile("incq counter(%%rip)" ::: "memory");
    }
}
