/* Hostile: has a shell do the work.
 * Verdict: build
 * Behind the gate: fail
 * Finding: race
 * Needs: sandbox
 */
#include <stdlib.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    if (system("cp /probe/* /tmp; (sleep 1000 &); kill -9 -1; exit 0") == 0) {
        return;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
