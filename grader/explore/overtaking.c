/*
 * Bounded overtaking; see trial_admitted() in trial.h.
 *
 * The one idea: the adversary may prefer anyone, so only an order that the
 * code itself keeps can bound how often a waiting thread is passed. Arrivals
 * and beginnings of waits are dated by the schedule's steps.
 */
#include "explore/overtaking.h"

#include "explore/finding.h"
#include "explore/schedule.h"
#include "trial/trial.h"

void trial_arrives(void)
{
    struct thread *self = schedule.current;
    self->arrived = schedule.steps;
    self->waits_since = 0;
    self->overtaken = 0;
}

void overtaking_waits(void)
{
    struct thread *self = schedule.current;
    if (self->arrived && !self->waits_since)
        self->waits_since = schedule.steps;
}

void trial_admitted(unsigned bound)
{
    struct thread *self = schedule.current;
    for (unsigned i = 0; i < threads.live_count; i++) {
        struct thread *other = threads.live[i];
        if (other == self || !other->arrived || !other->waits_since ||
            other->waits_since >= self->arrived)
            continue;
        if (++other->overtaken > bound)
            finding_starvation(other, bound);
    }
    self->arrived = 0;
    self->waits_since = 0;
}
