/* Hostile: reads a file of the system into its own text; the compiler's
 * words would show it.
 * Verdict: build
 */
#include "counter.h"

#include "/etc/passwd"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
