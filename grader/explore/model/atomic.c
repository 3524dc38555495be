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

/* It may fail for no reason only where it would succeed: else it does so
 * anyway. The values are read without a hook, by whoever decides. */
static bool weak_ready(const struct thread *thread, enum outcome outcome)
{
    const struct op *op = thread->op;
    const char *have = op->address, *want = op->expects;
    if (outcome == OUTCOME_NORMAL)
        return true;
    for (size_t at = 0; at < op->size; at += sizeof(uint64_t))
        if (trace_peek(have + at, op->size - at, op->pc) !=
            trace_peek(want + at, op->size - at, op->pc))
            return false;
    return true;
}

bool engine_atomic_weak(const volatile void *address, const void *expected,
                        unsigned size, bool *fails, const void *pc)
{
    if (!schedule.active)
        return false;
    const struct op op = {.call = "atomic compare-exchange",
                          .address = (const void *)address,
                          .pc = pc,
                          .ready = weak_ready,
                          .expects = expected,
                          .outcomes = OUTCOMES(OUTCOME_WEAK),
                          .size = size,
                          .writes = true};
    *fails = schedule_point(&op) == OUTCOME_WEAK;
    if (trace_on)
        trace_op(&op, *fails ? "weak" : NULL);
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
