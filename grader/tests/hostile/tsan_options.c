/* Hostile: asks ThreadSanitizer to keep silent, by its own hook.
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

const char *__tsan_default_options(void);

const char *__tsan_default_options(void)
{
    return "report_bugs=0";
}
