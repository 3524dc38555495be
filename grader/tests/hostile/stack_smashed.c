/* Hostile: writes over its callers' frames, the kit's among them.
 * Verdict: fail
 * Finding: crash|exit|deadlock|lost-wakeup|timeout|misuse|race
 * Wall: 20
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    volatile long frame[2] = {0, 0};
    for (int i = 2; i < 400; i++) {
        frame[i] = (long)times;
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
