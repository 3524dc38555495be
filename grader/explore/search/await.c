/* Waiting by looking; see await.h. */
#include "explore/search/await.h"

#include "explore/core/digest.h"
#include "explore/core/frame.h"
#include "explore/search/class_path.h"

enum { PLACES_MAX = 16, LOOPS_MAX = 64, ROUNDS_WORK = 3 };

/* Where a thread was, and how. */
struct place {
    const void *pc;
    struct digest digest; /* of the thread's own state; or open */
    unsigned at;          /* the step of the path that came there */
};

/* Where threads were seen to come again: only there a digest is worth its time.
 * Whoever comes there for the first time of all goes round once more. */
static const void *loops[LOOPS_MAX];
static unsigned loop_count;

static struct wait {
    struct place places[PLACES_MAX]; /* since it last changed anything */
    unsigned count;                  /* of them; the latest are kept */
    bool idle;                       /* its last step changed nothing */
    bool on;
    unsigned since; /* the step of the path with its first look */
    struct round {
        const void *pc;
        struct digest digest;
        unsigned count;   /* how often it came there like that, in a row */
    } rounds[PLACES_MAX]; /* where it changes something */
    unsigned round_count; /* of them */
} waits[CLASS_THREADS];

void awaits_clear(void)
{
    for (unsigned i = 0; i < CLASS_THREADS; i++) {
        waits[i].count = waits[i].round_count = 0;
        waits[i].idle = waits[i].on = false;
    }
}

/* What is about to happen can't be a look, nor was the last step one. */
static bool busy(const struct wait *wait, const struct op *op)
{
    return op->inside || (!wait->idle && op->writes && !op->order);
}

/* @return Whether @p pc is where threads go round. */
static bool in_loop(const struct wait *wait, const void *pc)
{
    for (unsigned i = 0; i < loop_count; i++)
        if (loops[i] == pc)
            return true;
    for (unsigned i = 0; i < wait->count && i < PLACES_MAX; i++)
        if (wait->places[i].pc == pc && loop_count < LOOPS_MAX) {
            loops[loop_count++] = pc;
            return true;
        }
    return false;
}

static void own_digest(const struct thread *self, struct digest *digest)
{
    *digest = (struct digest){0};
    thread_digest(self, digest);
    frame_digest(digest);
}

/* It works for some rounds, as a rule, before it is worth a look. */
bool await_rounds(const struct thread *self)
{
    struct wait *wait = &waits[self->id];
    struct digest now;
    if (!self->op->writes || self->op->inside)
        return false;
    for (unsigned i = 0; i < wait->round_count; i++) {
        struct round *round = &wait->rounds[i];
        if (round->pc != self->op->pc)
            continue;
        own_digest(self, &now);
        if (round->count > 0 && digest_same(&round->digest, &now))
            return ++round->count > ROUNDS_WORK;
        round->digest = now;
        round->count = 1;
        return false;
    }
    if (wait->round_count < PLACES_MAX)
        wait->rounds[wait->round_count++] = (struct round){.pc = self->op->pc};
    return false;
}

void await_arrive(const struct thread *self)
{
    struct wait *wait = &waits[self->id];
    wait->on = false;
    if (busy(wait, self->op))
        return;
    struct digest now = {.open = true};
    if (in_loop(wait, self->op->pc))
        own_digest(self, &now);
    for (unsigned i = 0; i < wait->count && i < PLACES_MAX; i++) {
        const struct place *place = &wait->places[i];
        if (place->pc == self->op->pc && digest_same(&place->digest, &now)) {
            wait->on = true;
            wait->since = place->at;
            return;
        }
    }
    wait->places[wait->count++ % PLACES_MAX] =
        (struct place){self->op->pc, now, path.depth};
}

void await_step(void)
{
    const struct node *node = &path.nodes[path.depth - 1];
    struct wait *wait = &waits[node->taken.thread];
    wait->idle = !footprint_changes(&node->footprint);
    if (!wait->idle)
        wait->count = 0;
}

/* trial_until_blocked() takes a thread that goes round often for one that
 * waits: it must be seen doing so. */
static bool is_watched(const struct thread *thread)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct op *op = threads.live[i]->op;
        if (op && op->target == thread && !op->address)
            return true;
    }
    return false;
}

bool await_on(const struct thread *thread)
{
    return waits[thread->id].on && !is_watched(thread);
}

/* A store that went behind a newer value is no news: who has looked since has
 * seen that one, or one behind which it did not go. */
static bool has_news(const struct thread *thread)
{
    for (unsigned i = waits[thread->id].since; i < path.depth; i++) {
        const struct node *looked = &path.nodes[i];
        if (looked->taken.thread != thread->id)
            continue;
        if (looked->older)
            return true;
        for (unsigned k = i + 1; k < path.depth; k++) {
            const struct node *later = &path.nodes[k];
            if (later->taken.thread != thread->id && !later->older &&
                footprint_changes(&later->footprint) &&
                footprints_race(&looked->footprint, &later->footprint))
                return true;
        }
    }
    return false;
}

bool awaits_have_news(void)
{
    for (unsigned i = 0; i < threads.live_count; i++)
        if (await_on(threads.live[i]) && has_news(threads.live[i]))
            return true;
    return false;
}
