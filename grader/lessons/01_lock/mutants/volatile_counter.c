/* Mutant: believes that volatile makes ++ indivisible. It only makes the
 * compiler really load and store; threads still meet in between.
 * Finding: race
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    volatile long *shared = &counter;

    for (size_t i = 0; i < times; i++) {
        *shared = *shared + 1;
    }
}
