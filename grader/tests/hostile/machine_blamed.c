/* Hostile: prints what a machine without a race detector would print.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include <stdio.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void blame(void)
{
    fputs("FATAL: ThreadSanitizer: unexpected memory mapping\n", stderr);
}
