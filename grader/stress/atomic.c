/*
 * Atomics: threads pause between them, as they do between calls.
 *
 * ThreadSanitizer knows no fences. In a program that has any, a relaxed load
 * counts as one that acquires, and a relaxed store as one that releases: so
 * nothing is accused that a fence orders, and what is not ordered the explorer
 * knows.
 */
#include "stress/perturb.h"
#include "trial/engine.h"

extern const char __lockstep_fences[] __attribute__((weak)); /* see link.sh */

/* @return The order by which ThreadSanitizer is to judge. */
static int judged(int order, bool reads, bool writes)
{
    if (!__lockstep_fences)
        return order;
    bool acquires = order != __ATOMIC_RELAXED && order != __ATOMIC_RELEASE;
    bool releases = order >= __ATOMIC_RELEASE;
    if (reads && writes && !(acquires && releases))
        return __ATOMIC_ACQ_REL;
    if (reads && !writes && !acquires)
        return __ATOMIC_ACQUIRE;
    return writes && !reads && !releases ? __ATOMIC_RELEASE : order;
}

struct atomic_turn engine_atomic(const struct atomic_call *call)
{
    if (thread_self)
        perturb(thread_self);
    return (struct atomic_turn){
        .order = judged(call->order, call->reads, call->writes),
        .fail = judged(call->fail, true, false)};
}

void engine_atomic_failed(const volatile void *address)
{
    (void)address;
}

void engine_atomic_done(const volatile void *address, bool same,
                        uint128_t value, const void *pc)
{
    (void)address, (void)same, (void)value, (void)pc;
}
