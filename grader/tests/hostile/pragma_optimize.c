/* Hostile: has the compiler change how it works.
 * Verdict: integrity
 */
#include "counter.h"

#pragma GCC optimize("O3", "no-tree-vectorize")

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
    }
}
