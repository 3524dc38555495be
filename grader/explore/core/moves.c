/* Which moves are possible; see moves.h. */
#include "explore/core/moves.h"

#include "explore/core/deadline.h"

/* Threads whose announced operation could happen now, the running one first
 * if it is among them, then by number. */
static struct thread *ready[FIBERS_MAX];
static unsigned ready_count;
static unsigned long longest_unheard; /* the earliest last step among them */

static bool is_stopped(const struct thread *thread)
{
    return thread->stops_at > 0 && thread->steps >= thread->stops_at;
}

static bool outcome_ready(const struct thread *thread, enum outcome outcome)
{
    const struct op *op = thread->op;
    return !is_stopped(thread) && (!op->ready || op->ready(thread, outcome));
}

/* Whether it need not wait: nobody could keep it from going on. So can who was
 * asked to end and waits where that is heeded. */
static bool goes(const struct thread *thread)
{
    return !is_stopped(thread) &&
           (outcome_ready(thread, OUTCOME_NORMAL) || thread_due(thread) ||
            thread_cancels(thread));
}

bool thread_ready(const struct thread *thread)
{
    return !thread->finished && (!thread->op || goes(thread));
}

bool thread_only_cancels(const struct thread *thread)
{
    return thread_cancels(thread) && !outcome_ready(thread, OUTCOME_NORMAL) &&
           !thread_due(thread);
}

enum signal_due signal_due(const struct thread *thread)
{
    bool taken_here = schedule.signals_pending > 0 && thread->steps > 0;
    return taken_here && schedule_signals ? schedule_signals->due(thread)
                                          : SIGNAL_NONE;
}

bool signal_forced(const struct thread *thread)
{
    bool late = thread->yields || thread->signal_delay >= SIGNAL_DELAY;
    return late && signal_due(thread) == SIGNAL_COMES;
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
        if (!goes(thread) || signal_forced(thread))
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

/* It offered its turn twice, and others have not had theirs since. */
static bool held_back(const struct thread *thread)
{
    return thread->penalty > longest_unheard && !schedule.limits.awaits;
}

/* @return Whether the running thread could simply go on. */
static bool normal_collect(struct choice *choice)
{
    struct thread *self = schedule.current;
    bool self_ready = ready_count > 0 && ready[0] == self && !held_back(self);
    bool goes_on = self_ready && !self->yields;
    if (goes_on)
        move_add(choice, self, OUTCOME_NORMAL, false);
    for (unsigned i = 0; i < ready_count; i++) {
        if (ready[i] != self && !held_back(ready[i]))
            move_add(choice, ready[i], OUTCOME_NORMAL, goes_on);
    }
    if (self_ready && !goes_on)
        move_add(choice, self, OUTCOME_NORMAL, choice->count > 0);
    return goes_on;
}

static bool any_signal_comes(void)
{
    for (unsigned i = 0; schedule.signals_pending && i < threads.live_count;
         i++)
        if (signal_due(threads.live[i]) == SIGNAL_COMES)
            return true;
    return false;
}

/* A handler may run before what the thread is about to do, or end it. @return
 * Whether one is due. */
static bool signal_collect(struct choice *choice, struct thread *thread,
                           bool preempts, bool time_passes)
{
    enum signal_due due = signal_due(thread);
    if (due <= SIGNAL_LAST || (due == SIGNAL_LATE && !time_passes))
        return false;
    if (!thread->op->suspends)
        move_add(choice, thread, OUTCOME_SIGNAL, preempts);
    return true;
}

static bool may_time_out(const struct thread *thread)
{
    const struct op *op = thread->op;
    return op->outcomes & 1u << OUTCOME_TIMEOUT &&
           outcome_ready(thread, OUTCOME_TIMEOUT);
}

static uint64_t time_left(const struct thread *thread)
{
    const struct deadline *deadline = thread->op->deadline;
    return deadline ? deadline_left(deadline) : 0;
}

/* How far ahead a deadline may lie to be reached before something else happens:
 * if nothing else can, the earliest is, and those near to it. */
static uint64_t horizon(bool time_passes)
{
    uint64_t least = UINT64_MAX - DEADLINE_FAR;
    if (!time_passes)
        return DEADLINE_FAR;
    for (unsigned i = 0; i < threads.live_count; i++)
        if (may_time_out(threads.live[i]) && time_left(threads.live[i]) < least)
            least = time_left(threads.live[i]);
    return least + DEADLINE_FAR;
}

/* @return The set of outcomes that the adversary may choose. A timeout needs no
 * permission when nothing else can happen. */
static unsigned outcomes_left(bool time_passes)
{
    unsigned set = 0;
    if (time_passes)
        return 1u << OUTCOME_TIMEOUT;
    for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
        const unsigned *left = limit_of(&schedule.left, (enum outcome)i);
        set |= left && *left > 0 ? 1u << i : 0;
    }
    return set;
}

/* @return The ways out of what it announced: one for which a signal is due may
 * be interrupted, one whose signal comes late may not yet. */
static unsigned outcomes_of(const struct thread *thread, unsigned allowed,
                            bool due)
{
    const unsigned interrupt = 1u << OUTCOME_INTERRUPT;
    unsigned set = thread->op->outcomes & (due ? allowed | interrupt : allowed);
    if (set & interrupt && !due && signal_due(thread) == SIGNAL_LATE)
        set &= ~interrupt;
    return set;
}

/* What else C11 lets it see. */
static void older_collect(struct choice *choice, struct thread *thread,
                          bool preempts)
{
    unsigned count = thread->op->older(thread, thread->op);
    for (unsigned i = 0; i < count; i++)
        move_add(choice, thread, OUTCOME_OLDER + i, preempts);
}

/* The ways out that no thread can count on, while the adversary has some left.
 */
static void special_collect(struct choice *choice, bool goes_on)
{
    bool time_passes = choice->count == 0 && !any_signal_comes();
    const unsigned allowed = outcomes_left(time_passes);
    const uint64_t until =
        allowed & 1u << OUTCOME_TIMEOUT ? horizon(time_passes) : 0;
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *thread = threads.live[i];
        bool preempts = goes_on && thread != schedule.current;
        bool due = signal_collect(choice, thread, preempts, time_passes);
        if (thread_cancels(thread) && !thread_only_cancels(thread))
            move_add(choice, thread, OUTCOME_CANCEL, preempts);
        if (thread->op->outcomes & 1u << OUTCOME_OTHER)
            move_add(choice, thread, OUTCOME_OTHER, preempts);
        if (schedule.limits.older && thread->op->older && !time_passes)
            older_collect(choice, thread, preempts);
        unsigned set = outcomes_of(thread, allowed, due);
        if (!set || thread_due(thread))
            continue;
        for (unsigned outcome = OUTCOME_NORMAL + 1; set >> outcome; outcome++)
            if (set & 1u << outcome &&
                outcome_ready(thread, (enum outcome)outcome) &&
                (outcome != OUTCOME_TIMEOUT || time_left(thread) < until)) {
                schedule.offered |= time_passes ? 0 : 1u << outcome;
                move_add(choice, thread, (enum outcome)outcome, preempts);
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

bool moves_last(struct choice *choice)
{
    unsigned count = 0;
    for (unsigned i = 0; schedule.signals_pending && i < threads.live_count;
         i++) {
        struct thread *thread = threads.live[i];
        enum signal_due due = signal_due(thread);
        if ((due != SIGNAL_LAST && due != SIGNAL_LATE) || thread->op->suspends)
            continue;
        bool ends = thread->op->outcomes & 1u << OUTCOME_INTERRUPT &&
                    outcome_ready(thread, OUTCOME_INTERRUPT);
        choice->moves[count++] = (struct move){
            thread, ends ? OUTCOME_INTERRUPT : OUTCOME_SIGNAL, false};
    }
    if (count == 0)
        return false;
    choice->count = count;
    schedule.idle = 0;
    return true;
}
