/* Hostile: closes standard output and standard error.
 * Verdict: integrity
 * Behind the gate: fail
 * Finding: race
 */
#include <unistd.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}

__attribute__((constructor)) static void hush(void)
{
    close(1);
    close(2);
}
