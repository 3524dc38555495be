/* Hostile: replaces the hook by which ThreadSanitizer sees a write.
 * Verdict: integrity
 */
#include "counter.h"

void __tsan_write8(void *address);
void __tsan_read8(void *address);

__attribute__((no_sanitize("thread"))) void __tsan_write8(void *address)
{
    (void)address;
}

__attribute__((no_sanitize("thread"))) void __tsan_read8(void *address)
{
    (void)address;
}

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
