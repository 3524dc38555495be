/* Before and after the real call (see call.h). */
#include "stress/call.h"

#include <unistd.h>

#include "stress/leave.h"
#include "stress/perturb.h"
#include "trial/observe.h"

/* Destructors of thread-specific data make calls, too: by then the thread's
 * function has returned, and the books keep saying so. */
static bool is_over(const struct trial_thread *self)
{
    return atomic_load(&self->state) == THREAD_FINISHED;
}

void call_begin(const char *call, const void *object, const void *at,
                enum call_length length)
{
    struct trial_thread *self = thread_self;
    if (!self)
        return;
    perturb(self);
    if (is_over(self))
        return;
    atomic_fetch_add(&self->calls, 1);
    atomic_store(&self->call, call);
    atomic_store(&self->object, object);
    atomic_store(&self->at, at);
    atomic_store(&self->length, length);
    atomic_store(&self->state, THREAD_WAITS);
}

void call_end(void)
{
    struct trial_thread *self = thread_self;
    if (!self)
        return;
    if (!is_over(self))
        atomic_store(&self->state, THREAD_RUNS);
    perturb(self);
}

_Noreturn void call_misuse(const char *text, const char *call,
                           const void *object, const void *at)
{
    struct observation line;
    observe_begin(&line, "misuse");
    observe_text(&line, "text", text);
    observe_text(&line, "call", call);
    observe_address(&line, "object", object);
    observe_address(&line, "at", at);
    observe_text(&line, "thread", thread_self->name);
    const void *since = NULL;
    const struct trial_thread *holder = registry_holder(object, &since);
    if (holder) {
        observe_text(&line, "holder", holder->name);
        observe_address(&line, "since", since);
    }
    observe_end(&line);
    leave_now();
}
