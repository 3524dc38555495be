/* Hostile: makes ThreadSanitizer take all of its threads for one.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race|crash|exit|assertion|timeout|deadlock|misuse
 * Needs: sandbox
 * Wall: 20
 */
#include "counter.h"

void *__tsan_get_current_fiber(void);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);

long counter = 0;

static void *volatile first;

void increment(size_t times)
{
    if (!first) {
        first = __tsan_get_current_fiber();
    }
    __tsan_switch_to_fiber(first, 0);
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
