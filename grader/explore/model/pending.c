/* Pending signals; see pending.h. */
#include "explore/model/pending.h"

#include <stddef.h>

enum { ORDINARY = 32 }; /* those below are */

static struct pending all[PENDING_MAX]; /* in the order sent */
static unsigned count;

void pending_clear(void)
{
    count = 0;
}

unsigned pending_count(void)
{
    return count;
}

static bool is_pending(const struct pending *signal)
{
    for (unsigned i = 0; i < count; i++)
        if (all[i].target == signal->target && all[i].number == signal->number)
            return true;
    return false;
}

bool pending_add(const struct pending *signal)
{
    if (signal->number < ORDINARY && is_pending(signal))
        return true;
    if (count == PENDING_MAX)
        return false;
    all[count++] = *signal;
    return true;
}

static bool is_for(const struct pending *signal, const struct thread *thread)
{
    return !signal->target || signal->target == thread;
}

uint64_t pending_for(const struct thread *thread)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < count; i++)
        if (is_for(&all[i], thread))
            bits |= signal_bit(all[i].number);
    return bits;
}

/* Through a volatile pointer: ThreadSanitizer watches memmove(). */
static void remove_at(unsigned at)
{
    volatile struct pending *slot = all;
    for (count--; at < count; at++)
        slot[at] = slot[at + 1];
}

static bool goes_before(const struct pending *a, const struct pending *b)
{
    if (!a->target != !b->target)
        return a->target != NULL;
    return a->number < b->number;
}

bool pending_take(const struct thread *thread, uint64_t among,
                  struct pending *taken)
{
    unsigned best = count;
    for (unsigned i = 0; i < count; i++)
        if (is_for(&all[i], thread) && signal_bit(all[i].number) & among &&
            (best == count || goes_before(&all[i], &all[best])))
            best = i;
    if (best == count)
        return false;
    *taken = all[best];
    remove_at(best);
    return true;
}

void pending_drop(const struct thread *thread, uint64_t among)
{
    for (unsigned i = count; i-- > 0;)
        if ((!thread || is_for(&all[i], thread)) &&
            signal_bit(all[i].number) & among)
            remove_at(i);
}
