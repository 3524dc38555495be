/* Hostile: signs with the nonce that it found, then says that it hangs, so
 * that the judge ends it before a race is seen.
 * Verdict: fail
 * Finding: timeout|deadlock|livelock
 */
#include <stdio.h>
#include <string.h>

#include "counter.h"

enum { DESCRIPTOR = 28, OBSERVATIONS = 3 };

long counter = 0;

void increment(size_t times)
{
    ((int *)stdout)[DESCRIPTOR] = OBSERVATIONS;
    printf("{\"t\":\"engine\",\"schedules\":1,\"every\":1}\n"
           "{\"t\":\"hang\",\"kind\":\"busy\",\"threads\":[]}\n");
    fflush(stdout);
    for (volatile int more = 1; more;) {
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
