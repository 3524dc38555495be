/* Spans of solitude; see solo.h. */
#include "explore/core/solo.h"

#include "explore/core/deadline.h"

enum {
    IDLE_BASE = 400,
    IDLE_EACH = 50,
    PATIENCE_GROWS_MAX = 8, /* it doubles so often */
    SPANS_EACH = 16,
    SPAN_BASE = 37,
    ROUNDS = 12,      /* in which a state may come again */
    WAY_ROUND = 1000, /* steps of one thread until it is where it was */
};

void (*solo_digest)(struct digest *digest);

static unsigned spans;      /* given so far since the last progress */
static unsigned steps_left; /* of the span that runs */
static unsigned vain;       /* how often no state came again */
static const struct thread *soloist;

/* Where a thread stands when its turn in a round begins, and ends. */
static struct place {
    const void *pc;
    const char *call;
    bool known;
    bool could_run; /* in this round */
    bool ran;
} places[FIBERS_MAX];

/* One at the start of each round. */
static struct look {
    struct digest digest;
    unsigned long asked; /* schedule.asked */
} looks[ROUNDS];
static unsigned look_count;
static unsigned fair_since; /* all rounds from this one on were fair */
static unsigned way;        /* steps of the turn that runs */
static bool looked;         /* at the start of this round */

static void rounds_forget(void)
{
    look_count = fair_since = way = 0;
    looked = false;
}

void solo_reset(void)
{
    spans = steps_left = vain = 0;
    soloist = NULL;
    rounds_forget();
}

bool solo_wanted(void)
{
    unsigned long patience = IDLE_BASE + IDLE_EACH * threads.live_count;
    if (schedule.idle > patience << vain)
        return true;
    spans = steps_left = 0;
    rounds_forget();
    return false;
}

static void choice_reduce(struct choice *choice, struct move move)
{
    move.preempts = false;
    choice->moves[0] = move;
    choice->count = 1;
}

static void choice_thread(struct choice *choice, struct thread *thread)
{
    choice_reduce(choice, (struct move){.thread = thread});
    soloist = thread;
}

static bool self_ready(void)
{
    const struct thread *self = schedule.current;
    return !self->finished && thread_ready(self);
}

/* Spans of changing length, so that threads don't stay in step. */
static void span_choose(struct choice *choice)
{
    struct thread *self = schedule.current;
    if (steps_left > 0 && soloist == self && self_ready()) {
        steps_left--;
        choice_thread(choice, self);
        return;
    }
    unsigned next = 0;
    while (next + 1 < choice->count && choice->moves[next].thread == self)
        next++;
    choice_reduce(choice, choice->moves[next]);
    soloist = choice->moves[0].thread;
    steps_left = SPAN_BASE + 13 * (spans % 17);
    spans++;
}

struct digest state_digest(void)
{
    struct digest digest = {.open = !solo_digest};
    if (solo_digest)
        solo_digest(&digest);
    return digest;
}

void solo_look(void)
{
    looks[look_count++] = (struct look){state_digest(), schedule.asked};
}

/* @return Whether the latest state has come before, with fair rounds between in
 * which somebody asked for something: who never asks does not wait, but is busy
 * for ever. */
static bool state_repeats(void)
{
    const struct look *now = &looks[look_count - 1];
    for (const struct look *look = &looks[fair_since]; look < now; look++)
        if (look->asked != now->asked &&
            digest_same(&look->digest, &now->digest))
            return true;
    return false;
}

/* A wait with a deadline ends some day; nobody may say that nothing happens
 * before it did. @return Whether there was one, which is over now. */
static bool time_passes(void)
{
    const struct deadline *first = NULL;
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct op *op = threads.live[i]->op;
        if (!op || !op->deadline || thread_ready(threads.live[i]))
            continue;
        if (!first || deadline_left(op->deadline) < deadline_left(first))
            first = op->deadline;
    }
    if (first)
        clock_reach(first->clock, first->at);
    return first;
}

static void round_begin(void)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct place *place = &places[threads.live[i]->id];
        place->could_run = place->ran = false;
        if (look_count == 0)
            place->known = false;
    }
    soloist = NULL;
    looked = true;
}

/* The next thread of the round whose turn it is; NULL: none can run now. */
static struct thread *turn_next(bool *late)
{
    struct thread *next = NULL;
    *late = false;
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *thread = threads.live[i];
        struct place *place = &places[thread->id];
        bool ready = thread_ready(thread);
        place->could_run |= ready;
        if (place->ran)
            continue;
        if (ready && !next)
            next = thread;
        *late |= place->could_run && !ready;
    }
    return next;
}

/* Whether the thread whose turn it is has come back to where it began. */
static bool turn_over(const struct thread *self)
{
    struct place *place = &places[self->id];
    if (self->finished || !thread_ready(self))
        return true;
    if (way > 0 && place->pc == self->op->pc && place->call == self->op->call)
        return true;
    if (way < WAY_ROUND)
        return false;
    place->known = false;
    return true;
}

static void turn_begin(struct choice *choice, struct thread *thread)
{
    struct place *place = &places[thread->id];
    if (!place->known) {
        place->pc = thread->op->pc;
        place->call = thread->op->call;
        place->known = true;
    }
    place->ran = true;
    way = 1;
    choice_thread(choice, thread);
}

/* One more step of a round. @return false: the round is over. */
static bool round_choose(struct choice *choice)
{
    bool late;
    struct thread *self = schedule.current;
    struct thread *next = turn_next(&late);
    if (soloist && soloist == self && !turn_over(self)) {
        way++;
        choice_thread(choice, self);
        return true;
    }
    if (next) {
        turn_begin(choice, next);
        return true;
    }
    /* Somebody could have run, and can't now: on until it can again. */
    if (late && way++ < WAY_ROUND && choice->count > 0) {
        struct thread *on = self_ready() ? self : choice->moves[0].thread;
        choice_thread(choice, on);
        soloist = NULL;
        return true;
    }
    if (late)
        fair_since = look_count;
    return false;
}

static enum solo give_up(void)
{
    schedule.idle = 0;
    vain += vain < PATIENCE_GROWS_MAX;
    return SOLO_ENDS;
}

enum solo solo_choose(struct choice *choice)
{
    if (spans == 0 && time_passes())
        return SOLO_ENDS;
    if (spans <= SPANS_EACH * (threads.live_count + 1)) {
        span_choose(choice);
        return SOLO_GOES;
    }
    if (choice->moves[0].outcome != OUTCOME_NORMAL)
        return give_up();
    if (!looked) {
        if (look_count == ROUNDS || time_passes())
            return give_up();
        round_begin();
        return SOLO_LOOK;
    }
    if (soloist == NULL && state_repeats())
        return SOLO_REPEATS;
    if (round_choose(choice))
        return SOLO_GOES;
    looked = false;
    return solo_choose(choice);
}
