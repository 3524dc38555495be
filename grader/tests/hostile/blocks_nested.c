/* Hostile: nests blocks with a variable in each.
 * Verdict: fail
 * Finding: race
 */
#include "counter.h"

#define A10(x) x x x x x x x x x x
#define A1000(x) A10(A10(A10(x)))

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        A1000({
            long more = counter + 1;
            counter = more;)
        A1000(
        })
        counter++;
    }
}
