/* Atomics: threads pause between them, as they do between calls. */
#include "stress/perturb.h"
#include "trial/engine.h"

bool engine_atomic(const char *call, const volatile void *address,
                   unsigned size, bool writes, int order, const void *pc)
{
    (void)call, (void)address, (void)size, (void)writes;
    (void)order, (void)pc;
    if (thread_self)
        perturb(thread_self);
    return false;
}

bool engine_atomic_weak(const volatile void *address, const void *expected,
                        unsigned size, int order, bool *fails, const void *pc)
{
    (void)expected;
    *fails = false;
    return engine_atomic("atomic compare-exchange", address, size, true, order,
                         pc);
}

void engine_atomic_failed(const volatile void *address)
{
    (void)address;
}

void engine_atomic_done(const volatile void *address, bool same, uint64_t value,
                        const void *pc)
{
    (void)address, (void)same, (void)value, (void)pc;
}

/* The gate refuses fences. */
int engine_order(int order, bool store)
{
    (void)store;
    return order;
}
