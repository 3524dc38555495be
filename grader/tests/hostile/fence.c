/* Harmless: a fence beside a plain variable orders nothing.
 *
 * Verdict: fail
 * Finding: race
 */
#include <stdatomic.h>

#include "counter.h"

long counter = 0;

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        counter++;
        atomic_thread_fence(memory_order_seq_cst);
    }
}
