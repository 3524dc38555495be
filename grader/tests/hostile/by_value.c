/* Hostile: passes the shared counter, dressed as a structure, to a function and
 * takes it back by value: gcc puts no hook of the race detector on what a call
 * itself reads and writes.
 * Verdict: build
 */
#include "counter.h"

struct box {
    long value;
};

long counter = 0;

static __attribute__((noinline)) struct box add_one(struct box box)
{
    box.value++;
    return box;
}

void increment(size_t times)
{
    for (size_t i = 0; i < times; i++) {
        *(struct box *)&counter = add_one(*(struct box *)&counter);
    }
}
