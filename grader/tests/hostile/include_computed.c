/* Hostile: includes what a macro names.
 * Verdict: integrity
 */
#define WHERE "counter.h"
#include WHERE

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
