/* Hostile: replaces the function that counts the reports.
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

void __tsan_on_report(void *report);

void __tsan_on_report(void *report)
{
    (void)report;
}
