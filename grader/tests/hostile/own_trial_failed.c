/* Hostile: replaces the function that notes a failed expectation.
 * Verdict: fail
 * Finding: assertion
 */
#include "counter.h"

_Atomic long hidden;
long counter = 0;

void trial_failed(const char *file, int line, const char *condition,
                  const char *format, ...);

void trial_failed(const char *file, int line, const char *condition,
                  const char *format, ...)
{
    (void)file;
    (void)line;
    (void)condition;
    (void)format;
}

void increment(size_t times)
{
    hidden += (long)times;
}
