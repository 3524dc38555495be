/* One schedule, from its fresh start to its end; see schedule.h. */
#include "explore/core/schedule.h"

#include "explore/core/circle.h"
#include "explore/core/deadline.h"
#include "explore/core/fiber.h"
#include "explore/core/footprint.h"
#include "explore/core/moves.h"
#include "explore/core/solo.h"
#include "explore/core/watchdog.h"
#include "explore/ground/capacity.h"
#include "explore/ground/pages.h"

enum { PROGRESS_OWN_STEPS = 64, THREADS_A_STEP = 32 };

void (*schedule_cancel)(const struct op *op) __attribute__((noreturn));
unsigned long (*schedule_beside)(void);

static const struct strategy *chooser;
static struct choice choice;
static void (*aside)(void); /* what the engine is to do for a fiber */

void schedule_setup(void)
{
    schedule.decisions = pages_map(DECISIONS_MAX * sizeof(struct decision));
}

void schedule_stop(enum ending ending)
{
    schedule.ending = ending;
    schedule.active = false;
    fiber_switch(fiber_engine());
    __builtin_unreachable();
}

/* Nobody makes progress while everybody yields every few steps. */
static void progress_note(struct thread *thread)
{
    watchdog_feed();
    thread->last_step = ++schedule.steps;
    if (thread->steps++ == 0)
        thread->first_step = schedule.steps;
    schedule.effort += 1 + threads.live_count / THREADS_A_STEP;
    bool circles = thread->yield_own &&
                   thread->steps - thread->yield_own <= PROGRESS_OWN_STEPS;
    schedule.idle = circles ? schedule.idle + 1 : 0;
}

static unsigned decide(void)
{
    if (choice.count == 1)
        return 0;
    if (schedule.decision_count == DECISIONS_MAX)
        schedule_stop(ENDING_CUT); /* nobody has room for one more */
    unsigned taken = chooser->choose(&choice);
    schedule.decisions[schedule.decision_count++] =
        (struct decision){(uint16_t)taken, (uint16_t)choice.count};
    return taken;
}

/* A signal that the program sent costs the adversary nothing, nor does the end
 * of a sleep. */
static void budget_spend(const struct thread *thread, enum outcome outcome)
{
    if (outcome == OUTCOME_TIMEOUT && thread->op->sleeps)
        return;
    if (outcome == OUTCOME_INTERRUPT && signal_due(thread) > SIGNAL_LATE)
        return;
    unsigned *left = limit_of(&schedule.left, outcome);
    if (left && *left > 0)
        --*left;
}

/* Addresses are left out: code may get its memory anywhere. So are the steps
 * of threads of which none gets on: how many it takes until that shows depends
 * on what the kit's own calls left on their stacks. */
static void print_note(const struct move *taken)
{
    if (schedule.solo)
        return;
    const struct op *op = taken->thread->op;
    uint64_t print = schedule.print ^ taken->thread->id ^
                     (uint64_t)taken->outcome << 16 ^
                     (uint64_t)choice.count << 24;
    if (op)
        print ^= (uint64_t)(uintptr_t)op->call << 32 ^ (uintptr_t)op->pc;
    schedule.print = (print ^ print >> 29) * 0x9e3779b97f4a7c15u;
}

/* A thread may look for something again and again in a way that no look tells
 * from work: under a lock, say. Where there is patience, it has an end. */
static void turn_limit(struct thread *self)
{
    const unsigned patience = schedule.limits.patience;
    if (patience == 0 || schedule.steps - self->turn_step < patience)
        return;
    self->penalty = self->turn_step + 1;
    self->turn_step = schedule.steps;
    self->yields = true;
}

void schedule_aside(void (*look)(void))
{
    aside = look;
    fiber_switch(fiber_engine());
}

/* Where nobody makes progress, the choice is another's; see solo.h. */
static void solo_decide(void)
{
    enum solo solo;
    while ((solo = solo_choose(&choice)) == SOLO_LOOK)
        schedule_aside(solo_look);
    if (solo == SOLO_REPEATS && !moves_last(&choice))
        schedule_stop(ENDING_LIVELOCK);
    if (solo == SOLO_ENDS)
        moves_collect(&choice);
}

static void choice_make(void)
{
    schedule.solo = solo_wanted();
    turn_limit(schedule.current);
    moves_collect(&choice);
    if (choice.count == 0 && !moves_last(&choice))
        schedule_stop(ENDING_HANG);
    if (schedule.solo) {
        footprint_give_up(FOOTPRINT_POLLS);
        solo_decide();
    }
}

/* Picks the thread that runs next, without switching yet. */
static struct thread *next_decide(void)
{
    struct thread *self = schedule.current;
    if (schedule.steps >= schedule.limits.steps)
        schedule_stop(ENDING_CUT);
    if (chooser->arrive)
        chooser->arrive(self);
    choice_make();
    const struct move *taken = &choice.moves[decide()];
    print_note(taken);
    if (chooser->step)
        chooser->step(&choice, taken);
    struct thread *next = taken->thread;
    bool cancels =
        taken->outcome == OUTCOME_NORMAL && thread_only_cancels(next);
    next->outcome = cancels ? OUTCOME_CANCEL : taken->outcome;
    budget_spend(next, taken->outcome);
    schedule.older += taken->outcome >= OUTCOME_OLDER;
    if (taken->outcome == OUTCOME_NORMAL && schedule.signals_pending)
        next->signal_delay += signal_due(next) == SIGNAL_COMES;
    self->yields = false;
    if (next != self) {
        next->turn_step = schedule.steps;
        schedule.switches++;
        schedule.preemptions += taken->preempts;
    }
    progress_note(next);
    return next;
}

/* It was asked for before, and the operation need not begin. */
static bool cancels_at_once(const struct thread *self, const struct op *op)
{
    return thread_heeds_cancel(self) && !op->inside &&
           (self->cancel_async || op->cancels == CANCEL_CALL);
}

/* The running thread waits for its turn. @return How the operation comes out.
 */
static enum outcome turn_await(struct thread *self, const struct op *op)
{
    if (cancels_at_once(self, op))
        schedule_cancel(op);
    self->op = op;
    self->waiting_on = op->inside ? op->inside : op->address;
    if (circle_closes(self))
        schedule_stop(ENDING_HANG);
    struct thread *next = next_decide();
    if (next != self) {
        schedule.current = next;
        fiber_switch(next->fiber);
    }
    if (self->outcome == OUTCOME_NORMAL && thread_due(self))
        self->outcome = OUTCOME_TIMEOUT;
    self->op = NULL;
    self->waiting_on = NULL;
    self->last_pc = op->pc;
    if (self->outcome == OUTCOME_CANCEL && !op->inside)
        schedule_cancel(op);
    return self->outcome;
}

/* The stack grows down: a handler that was left by a jump left its record, too.
 */
static void handler_check(const struct thread *self, const struct op *op)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (self->interrupted && schedule_signals)
        schedule_signals->within(op, here > (uintptr_t)self->interrupted);
}

enum outcome schedule_point(const struct op *op)
{
    struct thread *self = schedule.current;
    enum outcome outcome;
    handler_check(self, op);
    do {
        outcome = turn_await(self, op);
        bool signal = outcome == OUTCOME_SIGNAL || outcome == OUTCOME_INTERRUPT;
        if (signal && schedule_signals)
            schedule_signals->take(op, outcome);
    } while (outcome == OUTCOME_SIGNAL);
    return outcome;
}

void schedule_weigh(void)
{
    if (schedule_beside &&
        schedule.steps + schedule_beside() >= schedule.limits.steps)
        schedule_stop(ENDING_CUT);
}

void schedule_leave(void)
{
    struct thread *next = next_decide();
    schedule.current = next;
    fiber_switch(next->fiber);
    __builtin_unreachable();
}

void schedule_signals_come(void)
{
    if (!schedule.signals)
        footprint_everything();
    if (!schedule.signals && schedule.limits.interrupts == 0)
        schedule.left.interrupts = INTERRUPTS_MAX;
    schedule.signals = true;
}

void schedule_yield(void)
{
    struct thread *self = schedule.current;
    if (self->yield_own)
        self->penalty = self->yield_step;
    self->yield_step = schedule.steps;
    self->yield_own = self->steps ? self->steps : 1;
    self->yields = true;
}

void schedule_glance(const void *pc, const void *address, uint64_t value)
{
    struct thread *self = schedule.current;
    schedule.asked++;
    if (self->glance_changes != schedule.changes) {
        self->glance_changes = schedule.changes;
        self->glance_count = 0;
    }
    for (unsigned i = 0; i < self->glance_count && i < GLANCES; i++) {
        const struct glance *seen = &self->glances[i];
        if (seen->pc == pc && seen->address == address &&
            seen->value == value) {
            schedule_yield();
            return;
        }
    }
    self->glances[self->glance_count++ % GLANCES] =
        (struct glance){pc, address, value};
}

void schedule_begin(void)
{
    schedule.left = schedule.limits;
    schedule.ending = ENDING_COMPLETE;
    schedule.steps = schedule.effort = 0;
    schedule.changes = schedule.files_changes = 0;
    schedule.idle = schedule.asked = 0;
    schedule.switches = schedule.preemptions = schedule.older = 0;
    schedule.decision_count = schedule.opening = 0;
    schedule.now = schedule.worked = 0;
    schedule.shift = 0;
    schedule.signals = false;
    schedule.offered = 0;
    schedule.reached = false;
    schedule.print = 0;
    solo_reset();
}

void schedule_run(struct thread *first, const struct strategy *strategy)
{
    chooser = strategy;
    schedule.current = first;
    schedule.active = true;
    progress_note(first);
    fiber_switch(first->fiber);
    while (schedule.active) {
        aside();
        fiber_switch(schedule.current->fiber);
    }
    if (chooser->end)
        chooser->end();
}
