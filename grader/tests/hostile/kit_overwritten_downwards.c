/* Hostile: writes ones over all that lies before its counter, and then goes
 * on.
 * Verdict: fail
 * Finding: crash|exit|deadlock|lost-wakeup|timeout|misuse|race
 * Wall: 20
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (volatile long *at = &counter - 1; at > &counter - 4096; at--) {
        *at = -1;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
