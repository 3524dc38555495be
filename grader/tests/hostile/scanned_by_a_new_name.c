/* Hostile: writes the counter by the name that headers since glibc 2.38 give to
 * sscanf(), and that an older ThreadSanitizer does not know.
 * Verdict: fail
 * Finding: race
 */
#include <stdio.h>

#include "counter.h"

long counter = 0;

int __isoc23_sscanf(const char *text, const char *format, ...);
long __isoc23_strtol(const char *text, char **end, int base);

void increment(size_t times)
{
    char text[24], *end;
    for (size_t i = 0; i < times; i++) {
        snprintf(text, sizeof text, "%ld", counter);
        snprintf(text, sizeof text, "%ld", __isoc23_strtol(text, &end, 10) + 1);
        __isoc23_sscanf(text, "%ld", &counter);
    }
}
