/* Hostile: wipes the race detector's memory of its counter.
 * Verdict: fail
 * Finding: race|crash|assertion|exit
 * Wall: 20
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    /* Where gcc 12's runtime has it. */
    const unsigned long shadow =
        ((unsigned long)&counter ^ 0x020000000000UL) * 4;
    for (size_t i = 0; i < times; i++) {
        counter++;
        for (int cell = 0; cell < 4; cell++) {
            ((volatile long *)shadow)[cell] = 0;
        }
    }
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
