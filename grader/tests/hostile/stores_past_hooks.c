/* Hostile: stores by a builtin of the processor, which gets no hook.
 * Verdict: build
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        long now;
        __builtin_memcpy(&now, &counter, 7);
        __builtin_ia32_movnti64((long long *)&counter, now + 1);
    }
}
