/*
 * Atomics: each is a scheduling point (see trial/atomic.c).
 *
 * An operation that leaves the value as it was counts as a read: a spin lock
 * that is taken writes the same 1 again and again.
 */
#include "explore/model/calls.h"
#include "trial/engine.h"

bool engine_atomic(const char *call, const volatile void *address,
                   unsigned size, bool writes, const void *pc)
{
    if (!schedule.active)
        return false;
    const struct op op = {.call = call,
                          .address = (const void *)address,
                          .pc = pc,
                          .size = size,
                          .writes = writes};
    schedule_point(&op);
    if (trace_on)
        trace_op(&op, NULL);
    return true;
}

void engine_atomic_done(const volatile void *address, uint64_t before,
                        uint64_t after, const void *pc)
{
    if (trace_on)
        trace_value(after);
    if (before != after)
        schedule.changes++;
    else
        schedule_glance(pc, (const void *)address, after);
}
