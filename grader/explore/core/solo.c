/* Spans of solitude; see solo.h. */
#include "explore/core/solo.h"

enum { IDLE_BASE = 400, IDLE_EACH = 50, SPANS_EACH = 16, SPAN_BASE = 37 };

static unsigned spans;      /* given so far since the last progress */
static unsigned steps_left; /* of the span that runs */
static const struct thread *soloist;

void solo_reset(void)
{
    spans = steps_left = 0;
    soloist = NULL;
}

bool solo_wanted(void)
{
    unsigned long patience = IDLE_BASE + IDLE_EACH * threads.live_count;
    if (schedule.idle > patience)
        return true;
    spans = steps_left = 0;
    return false;
}

static void choice_reduce(struct choice *choice, unsigned i)
{
    choice->moves[0] = choice->moves[i];
    choice->moves[0].preempts = false;
    choice->count = 1;
}

bool solo_choose(struct choice *choice)
{
    if (spans > SPANS_EACH * (threads.live_count + 1))
        return false;
    const struct thread *self = schedule.current;
    if (steps_left > 0 && soloist == self && thread_ready(self) &&
        !self->finished) {
        steps_left--;
        choice->moves[0] =
            (struct move){schedule.current, OUTCOME_NORMAL, false};
        choice->count = 1;
        return true;
    }
    unsigned next = 0;
    while (next + 1 < choice->count && choice->moves[next].thread == self)
        next++;
    choice_reduce(choice, next);
    soloist = choice->moves[0].thread;
    steps_left = SPAN_BASE + 13 * (spans % 17);
    spans++;
    return true;
}
