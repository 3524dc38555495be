/*
 * Atomics: each is a scheduling point (see trial/atomic.c).
 *
 * An operation that leaves the value as it was counts as a read: a spin lock
 * that is taken writes the same 1 again and again.
 *
 * ThreadSanitizer knows no fences. In a program that has any, a relaxed load
 * counts as one that acquires, and what a thread stores after a fence that
 * releases, as a store that releases. That is more than C11 promises: no race
 * is seen where a fence forbids it, and some that are there may be missed. The
 * certificate says so.
 */
#include "explore/model/calls.h"
#include "explore/model/fences.h"
#include "explore/model/memory.h"
#include "trial/engine.h"

extern const char lockstep_fences[] __attribute__((weak)); /* see link.sh */

void __real___tsan_atomic_thread_fence(int order);
void __wrap___tsan_atomic_thread_fence(int order);

void __wrap___tsan_atomic_thread_fence(int order)
{
    if (schedule.active && order >= __ATOMIC_RELEASE)
        schedule.current->fenced = true;
    __real___tsan_atomic_thread_fence(order);
}

bool fences_used(void)
{
    return lockstep_fences != NULL;
}

int engine_order(int order, bool store)
{
    if (!lockstep_fences || !schedule.active)
        return order;
    if (store && !schedule.current->fenced)
        return order;
    int more = store ? __ATOMIC_RELEASE : __ATOMIC_ACQUIRE;
    if (order == __ATOMIC_RELAXED)
        return more;
    return order < __ATOMIC_ACQ_REL && order != more ? __ATOMIC_ACQ_REL : order;
}

static const char *order_word(int order)
{
    static const char *const words[] = {"relaxed", "consume", "acquire",
                                        "release", "acq_rel", "seq_cst"};
    return order >= 0 && order <= __ATOMIC_SEQ_CST ? words[order] : NULL;
}

bool engine_atomic(const char *call, const volatile void *address,
                   unsigned size, bool writes, int order, const void *pc)
{
    if (!schedule.active)
        return false;
    const struct op op = {.call = call,
                          .address = (const void *)address,
                          .pc = pc,
                          .order = order_word(order),
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
                        unsigned size, int order, bool *fails, const void *pc)
{
    if (!schedule.active)
        return false;
    const struct op op = {.call = "atomic compare-exchange",
                          .address = (const void *)address,
                          .pc = pc,
                          .ready = weak_ready,
                          .expects = expected,
                          .order = order_word(order),
                          .outcomes = OUTCOMES(OUTCOME_WEAK),
                          .size = size,
                          .writes = true};
    *fails = schedule_point(&op) == OUTCOME_WEAK;
    if (trace_on)
        trace_op(&op, *fails ? "weak" : NULL);
    return true;
}

void engine_atomic_failed(const volatile void *address)
{
    footprint_only_reads((const void *)address);
}

void engine_atomic_done(const volatile void *address, bool same, uint64_t value,
                        const void *pc)
{
    if (trace_on)
        trace_value(value);
    if (!same) {
        schedule.changes++;
        memory_written((const void *)address);
    } else {
        footprint_leaves((const void *)address);
        schedule_glance(pc, (const void *)address, value);
    }
}
