/* Which moves are possible; see options.h. */
#include "explore/core/options.h"

/* Threads whose announced operation could happen now, the running one first
 * if it is among them, then by number. */
static struct thread *ready[FIBERS_MAX];
static unsigned ready_count;
static unsigned long longest_unheard; /* the earliest last step among them */

static bool move_ready(const struct thread *thread, enum move move)
{
    const struct op *op = thread->op;
    return !op->ready || op->ready(thread, move);
}

bool thread_ready(const struct thread *thread)
{
    return !thread->finished &&
           (!thread->op || move_ready(thread, MOVE_NORMAL));
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
        if (!move_ready(thread, MOVE_NORMAL))
            continue;
        ready[ready_count++] = thread;
        if (thread->last_step < longest_unheard)
            longest_unheard = thread->last_step;
    }
}

static void option_add(struct choice *choice, struct thread *thread,
                       enum move move, bool preempts)
{
    if (choice->count < OPTIONS_MAX)
        choice->options[choice->count++] =
            (struct turn){thread, move, preempts};
}

/* @return Whether the running thread could simply go on. */
static bool normal_collect(struct choice *choice)
{
    struct thread *self = schedule.current;
    bool self_ready =
        ready_count > 0 && ready[0] == self && self->penalty <= longest_unheard;
    bool goes_on = self_ready && !self->yields;
    if (goes_on)
        option_add(choice, self, MOVE_NORMAL, false);
    for (unsigned i = 0; i < ready_count; i++)
        if (ready[i] != self && ready[i]->penalty <= longest_unheard)
            option_add(choice, ready[i], MOVE_NORMAL, goes_on);
    if (self_ready && !goes_on)
        option_add(choice, self, MOVE_NORMAL, choice->count > 0);
    return goes_on;
}

/* The ways out that no thread can count on, while the adversary has some
 * left. A timeout needs no leave when nothing else can happen. */
static void special_collect(struct choice *choice, bool goes_on)
{
    const struct limits *left = &schedule.left;
    bool time_passes = choice->count == 0;
    const bool allowed[MOVE_COUNT] = {
        [MOVE_SPURIOUS] = left->spurious > 0 && !time_passes,
        [MOVE_TIMEOUT] = left->timeouts > 0 || time_passes,
        [MOVE_INTERRUPT] = left->interrupts > 0 && !time_passes,
        [MOVE_FAIL] = left->failures > 0 && !time_passes,
    };
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *thread = threads.live[i];
        if (!thread->op->moves)
            continue;
        for (unsigned move = MOVE_NORMAL + 1; move < MOVE_COUNT; move++)
            if (allowed[move] && thread->op->moves & 1u << move &&
                move_ready(thread, (enum move)move))
                option_add(choice, thread, (enum move)move,
                           goes_on && thread != schedule.current);
    }
}

void options_collect(struct choice *choice)
{
    choice->count = 0;
    ready_collect();
    bool goes_on = normal_collect(choice);
    special_collect(choice, goes_on);
}
