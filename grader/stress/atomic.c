/* Atomics: threads pause between them, as they do between calls. */
#include "stress/perturb.h"
#include "trial/engine.h"

struct atomic_turn engine_atomic(const struct atomic_call *call)
{
    if (thread_self)
        perturb(thread_self);
    return (struct atomic_turn){.order = call->order, .fail = call->fail};
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
