/*
 * Bounded overtaking; see trial_admitted() in trial.h.
 *
 * The one idea: the adversary may prefer anyone, so only an order that the code
 * itself keeps can bound how often a waiting thread is passed. Whether it was
 * passed is asked when it is let in at last: only a thread that arrived after
 * its wait had begun and was through before its last wait was over has
 * overtaken it for sure. Everything is dated by the schedule's steps.
 */
#include "explore/model/overtaking.h"

#include "explore/core/finding.h"
#include "explore/core/footprint.h"
#include "explore/core/schedule.h"
#include "trial/trial.h"

enum { ADMISSIONS_MAX = 4096 };

/* A thread was let in: when it had arrived, and when it was let in. */
static struct admission {
    unsigned long arrived;
    unsigned long at;
} admissions[ADMISSIONS_MAX];
static unsigned admission_count;

void overtaking_clear(void)
{
    admission_count = 0;
}

void overtaking_waits(void)
{
    struct thread *self = schedule.current;
    if (!self->arrived)
        return;
    footprint_everything();
    if (!self->waits_since)
        self->waits_since = schedule.steps;
}

void overtaking_waited(void)
{
    if (schedule.current->arrived)
        footprint_everything();
    schedule.current->waited_until = schedule.steps;
}

void trial_arrives(void)
{
    struct thread *self = schedule.current;
    footprint_everything();
    self->arrived = schedule.steps;
    self->waits_since = 0;
}

static unsigned overtaken(const struct thread *thread)
{
    unsigned count = 0;
    if (!thread->waits_since)
        return 0;
    for (unsigned i = 0; i < admission_count; i++)
        count += admissions[i].arrived > thread->waits_since &&
                 admissions[i].at < thread->waited_until;
    return count;
}

void trial_admitted(unsigned bound)
{
    struct thread *self = schedule.current;
    unsigned count = overtaken(self);
    footprint_everything();
    if (count > bound)
        finding_starvation(count, bound);
    if (admission_count < ADMISSIONS_MAX)
        admissions[admission_count++] =
            (struct admission){self->arrived, schedule.steps};
    self->arrived = 0;
    self->waits_since = 0;
}
