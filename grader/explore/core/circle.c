/* Threads that wait for each other's locks; see circle.h. */
#include "explore/core/circle.h"

#include <stddef.h>

#include "explore/core/object.h"
#include "explore/core/schedule.h"

/* The thread without which this one can never go on, if there is one. */
static const struct thread *needed_by(const struct thread *thread)
{
    const struct op *op = thread->op;
    if (!op || !op->object || !op->object->owner || op->inside ||
        op->outcomes & 1u << OUTCOME_TIMEOUT || thread_ready(thread))
        return NULL;
    return op->object->owner;
}

bool circle_closes(const struct thread *self)
{
    const struct thread *next = needed_by(self);
    for (unsigned i = 0; next && i < threads.live_count; i++) {
        if (next == self)
            return true;
        next = needed_by(next);
    }
    return false;
}
