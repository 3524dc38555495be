/* Hostile: tells ThreadSanitizer of an order that there is not.
 * Verdict: integrity
 */
#include "counter.h"

void __tsan_acquire(void *address);
void __tsan_release(void *address);

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        __tsan_acquire(&counter);
        counter++;
        __tsan_release(&counter);
    }
}
