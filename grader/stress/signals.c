/* Signals that reached nobody; see signals.h. */
#include "stress/signals.h"

enum { CONDITIONS_MAX = 256 }; /* signals of any others are not kept */

static struct signal {
    _Atomic(const void *) condition;
    atomic_ulong number; /* of its latest signal; 0: that reached somebody */
    _Atomic(const void *) at;
    _Atomic(const struct trial_thread *) by;
} signals[CONDITIONS_MAX];

static atomic_ulong sent;

void signals_begin(void)
{
    for (unsigned i = 0; i < CONDITIONS_MAX; i++) {
        atomic_store(&signals[i].condition, NULL);
        atomic_store(&signals[i].number, 0);
    }
    atomic_store(&sent, 0);
}

/* The slot of a condition; with `make`, a free one is taken for it. */
static struct signal *signal_of(const void *condition, bool make)
{
    unsigned start = (unsigned)((uintptr_t)condition >> 4);
    for (unsigned k = 0; k < CONDITIONS_MAX; k++) {
        struct signal *signal = &signals[(start + k) % CONDITIONS_MAX];
        const void *there = atomic_load(&signal->condition);
        if (!there && !make)
            return NULL;
        if (!there && atomic_compare_exchange_strong(&signal->condition, &there,
                                                     condition))
            return signal;
        if (there == condition)
            return signal;
    }
    return NULL;
}

static bool anyone_waits(const void *condition)
{
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++)
        if (atomic_load(&row->mutex) && atomic_load(&row->object) == condition)
            return true;
    return false;
}

void signals_note(const void *condition, const void *at)
{
    struct signal *signal = signal_of(condition, true);
    if (!signal || !thread_self)
        return;
    unsigned long number = atomic_fetch_add(&sent, 1) + 1;
    atomic_store(&signal->at, at);
    atomic_store(&signal->by, thread_self);
    atomic_store(&signal->number, anyone_waits(condition) ? 0 : number);
}

void signals_wait(void)
{
    atomic_store(&thread_self->waits_since, atomic_load(&sent));
}

bool signals_unheard(const struct trial_thread *row, struct unheard *unheard)
{
    if (!atomic_load(&row->mutex))
        return false;
    const struct signal *signal = signal_of(atomic_load(&row->object), false);
    unsigned long number = signal ? atomic_load(&signal->number) : 0;
    if (!number || number > atomic_load(&row->waits_since))
        return false;
    unheard->at = atomic_load(&signal->at);
    unheard->by = atomic_load(&signal->by);
    return true;
}
