/* Wakeups (see wakeup.h). */
#include "explore/model/wakeup.h"

#include "explore/core/digest.h"
#include "explore/core/object.h"
#include "explore/core/thread.h"

/* A signal that was sent and not yet taken. */
struct wakeup {
    struct wakeup *next; /* a later one */
    unsigned long phase; /* those that arrived up to here may take it */
};

/* There are never more wakeups than waiters. */
static struct wakeup pool[FIBERS_MAX];
static struct wakeup *unused;
static unsigned pool_used;

void wakeups_clear(void)
{
    unused = NULL;
    pool_used = 0;
}

bool wakeup_waits(const struct object *cond, const struct thread *thread)
{
    return thread->op && thread->op->inside == cond->address;
}

unsigned wakeup_pending(const struct object *cond)
{
    unsigned pending = 0;
    for (const struct wakeup *w = cond->wakeups; w; w = w->next)
        pending++;
    return pending;
}

bool wakeup_send(struct object *cond)
{
    if (cond->waiting <= wakeup_pending(cond))
        return false;
    struct wakeup **end = &cond->wakeups;
    while (*end)
        end = &(*end)->next;
    struct wakeup *wakeup = unused;
    if (wakeup)
        unused = wakeup->next;
    else
        wakeup = &pool[pool_used++];
    *wakeup = (struct wakeup){.phase = cond->phase};
    *end = wakeup;
    return true;
}

void wakeup_take(struct object *cond, unsigned long phase)
{
    struct wakeup **at = &cond->wakeups;
    while ((*at)->phase < phase)
        at = &(*at)->next;
    struct wakeup *taken = *at;
    *at = taken->next;
    taken->next = unused;
    unused = taken;
}

bool wakeup_for(const struct object *cond, unsigned long phase)
{
    for (const struct wakeup *w = cond->wakeups; w; w = w->next)
        if (w->phase >= phase)
            return true;
    return false;
}

/* Waiters that no broadcast woke and that arrived no later than `phase`. */
static unsigned waiters_until(const struct object *cond, unsigned long phase)
{
    unsigned count = 0;
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        if (wakeup_waits(cond, thread) && !thread->was_signalled &&
            thread->phase <= phase)
            count++;
    }
    return count;
}

bool wakeup_spares(const struct object *cond, unsigned long phase)
{
    unsigned rank = 0;
    for (const struct wakeup *w = cond->wakeups; w; w = w->next) {
        rank++;
        if (w->phase >= phase && waiters_until(cond, w->phase) <= rank)
            return false;
    }
    return true;
}

void wakeups_digest(struct digest *digest)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        const struct object *cond =
            thread->op ? object_find(thread->op->inside) : NULL;
        digest_word(digest, cond != NULL);
        for (const struct wakeup *w = cond ? cond->wakeups : NULL; w;
             w = w->next)
            digest_word(digest, w->phase >= thread->phase);
    }
}

bool wakeup_stranded(const struct object *cond)
{
    unsigned rank = 0;
    for (const struct wakeup *w = cond->wakeups; w; w = w->next)
        if (waiters_until(cond, w->phase) < ++rank)
            return true;
    return false;
}
