/* Hostile: reads and writes the counter by formats that number their arguments,
 * which ThreadSanitizer does not follow.
 * Verdict: build
 * Behind the gate: fail
 * Finding: assertion|race
 */
#include <stdio.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    char text[32];
    for (size_t i = 0; i < times; i++) {
        unsigned char bytes[9] = "";
        snprintf((char *)bytes, sizeof bytes, "%1$s", (char *)&counter);
        long now = bytes[0] | (bytes[0] ? (long)bytes[1] << 8 : 0);
        snprintf(text, sizeof text, "%ld", now + 1);
        sscanf(text, "%1$ld", &counter);
    }
}
