/* Hostile: writes zeros over all that lies behind its counter: the books of
 * the kit.
 * Verdict: fail
 * Finding: crash|exit|deadlock|lost-wakeup|timeout|misuse|race
 * Wall: 20
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (volatile long *at = &counter + 1;; at++) {
        *at = 0;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
