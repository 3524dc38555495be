/* Mutant: an atomic load and an atomic store, taken for an atomic increment.
 * Each half is indivisible; the two together are not.
 * Finding: assertion
 */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        long value = __atomic_load_n(&counter, __ATOMIC_SEQ_CST);
        __atomic_store_n(&counter, value + 1, __ATOMIC_SEQ_CST);
    }
}
