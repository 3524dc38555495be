/* Hostile: has ThreadSanitizer overlook increment(), by its own hook.
 * Verdict: integrity
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

const char *__tsan_default_suppressions(void);

const char *__tsan_default_suppressions(void)
{
    return "race:increment\nrace:canary_write\n";
}
