/* Variant: a spin lock of one C11 atomic flag. Acquire on the way in and
 * release on the way out make the counter's last value visible to the next. */
#include "counter.h"

#include <sched.h>
#include <stdatomic.h>

long counter = 0;
static atomic_flag taken = ATOMIC_FLAG_INIT;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        while (
            atomic_flag_test_and_set_explicit(&taken, memory_order_acquire)) {
            sched_yield();
        }
        counter++;
        atomic_flag_clear_explicit(&taken, memory_order_release);
    }
}
