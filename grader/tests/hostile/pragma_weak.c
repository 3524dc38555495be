/* Hostile: a pragma gives a function of the kit another one's name.
 * Verdict: integrity
 */
#include "counter.h"

void canary_plant(void);
#pragma redefine_extname canary_plant increment

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
