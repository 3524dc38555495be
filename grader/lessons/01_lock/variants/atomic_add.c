/* Variant: one indivisible read-modify-write needs no lock. (The counter is a
 * plain long in the contract, hence the compiler's builtin; in a program of
 * your own it would be an atomic_long of <stdatomic.h>.) */
#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        __atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
    }
}
