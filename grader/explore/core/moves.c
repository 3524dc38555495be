/* Which moves are possible; see moves.h. */
#include "explore/core/moves.h"

/* Threads whose announced operation could happen now, the running one first
 * if it is among them, then by number. */
static struct thread *ready[FIBERS_MAX];
static unsigned ready_count;
static unsigned long longest_unheard; /* the earliest last step among them */

static bool outcome_ready(const struct thread *thread, enum outcome outcome)
{
    const struct op *op = thread->op;
    return !op->ready || op->ready(thread, outcome);
}

bool thread_ready(const struct thread *thread)
{
    return !thread->finished &&
           (!thread->op || outcome_ready(thread, OUTCOME_NORMAL));
}

static unsigned first_index(const struct thread *self)
{
    unsigned i = 0;
    while (i < threads.live_count && threads.live[i]->id < self->id)
        i++;
    return i;
}

static void ready_collect(void)
{
    unsigned first = first_index(schedule.current);
    ready_count = 0;
    longest_unheard = (unsigned long)-1;
    for (unsigned k = 0; k < threads.live_count; k++) {
        unsigned i = first + k;
        if (i >= threads.live_count)
            i -= threads.live_count;
        struct thread *thread = threads.live[i];
        if (!outcome_ready(thread, OUTCOME_NORMAL))
            continue;
        ready[ready_count++] = thread;
        if (thread->last_step < longest_unheard)
            longest_unheard = thread->last_step;
    }
}

static void move_add(struct choice *choice, struct thread *thread,
                     enum outcome outcome, bool preempts)
{
    if (choice->count < MOVES_MAX)
        choice->moves[choice->count++] =
            (struct move){thread, outcome, preempts};
}

/* @return Whether the running thread could simply go on. */
static bool normal_collect(struct choice *choice)
{
    struct thread *self = schedule.current;
    bool self_ready =
        ready_count > 0 && ready[0] == self && self->penalty <= longest_unheard;
    bool goes_on = self_ready && !self->yields;
    if (goes_on)
        move_add(choice, self, OUTCOME_NORMAL, false);
    for (unsigned i = 0; i < ready_count; i++)
        if (ready[i] != self && ready[i]->penalty <= longest_unheard)
            move_add(choice, ready[i], OUTCOME_NORMAL, goes_on);
    if (self_ready && !goes_on)
        move_add(choice, self, OUTCOME_NORMAL, choice->count > 0);
    return goes_on;
}

/* The ways out that no thread can count on, while the adversary has some left.
 * A timeout needs no permission when nothing else can happen. */
static void special_collect(struct choice *choice, bool goes_on)
{
    const struct limits *left = &schedule.left;
    bool time_passes = choice->count == 0;
    const bool allowed[OUTCOME_COUNT] = {
        [OUTCOME_SPURIOUS] = left->spurious > 0 && !time_passes,
        [OUTCOME_TIMEOUT] = left->timeouts > 0 || time_passes,
        [OUTCOME_INTERRUPT] = left->interrupts > 0 && !time_passes,
        [OUTCOME_FAIL] = left->failures > 0 && !time_passes,
        [OUTCOME_HELD] = left->held > 0 && !time_passes,
        [OUTCOME_WEAK] = left->weak > 0 && !time_passes,
    };
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *thread = threads.live[i];
        if (!thread->op->outcomes)
            continue;
        for (unsigned outcome = OUTCOME_NORMAL + 1; outcome < OUTCOME_COUNT;
             outcome++)
            if (allowed[outcome] && thread->op->outcomes & 1u << outcome &&
                outcome_ready(thread, (enum outcome)outcome)) {
                schedule.offered |= time_passes ? 0 : 1u << outcome;
                move_add(choice, thread, (enum outcome)outcome,
                         goes_on && thread != schedule.current);
            }
    }
}

void moves_collect(struct choice *choice)
{
    choice->count = 0;
    ready_collect();
    bool goes_on = normal_collect(choice);
    special_collect(choice, goes_on);
}
