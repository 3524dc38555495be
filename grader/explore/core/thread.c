/* The threads of a schedule; see thread.h. */
#include "explore/core/thread.h"

#include "explore/core/digest.h"
#include "explore/core/footprint.h"
#include "explore/core/object.h"
#include "explore/core/schedule.h"
#include "explore/core/before.h"
#include "explore/ground/pages.h"
#include "trial/tsan.h"

static const struct op op_start = {.call = "starts"};

void threads_setup(void)
{
    threads.all = pages_map(FIBERS_MAX * sizeof *threads.all);
}

void threads_clear(void)
{
    threads.count = 0;
    threads.live_count = 0;
}

static void name_copy(struct thread *thread, const char *name)
{
    const char *from = name ? name : "thread ";
    size_t i = 0;
    for (; from[i] && i + 1 < sizeof thread->name; i++)
        thread->name[i] = from[i];
    if (!name) {
        unsigned id = thread->id;
        unsigned digits = id < 10 ? 1 : id < 100 ? 2 : id < 1000 ? 3 : 4;
        for (unsigned d = digits; d-- > 0; id /= 10)
            thread->name[i + d] = (char)('0' + id % 10);
        i += digits;
    }
    thread->name[i] = '\0';
}

/* Clears what a schedule sees, but leaves the large arrays, whose counts say
 * how much of them is valid. */
static void thread_reset(struct thread *thread, unsigned id)
{
    thread->id = id;
    thread->result = NULL;
    thread->finished = thread->detached = thread->joined = false;
    thread->of_trial = thread->was_signalled = thread->yields = false;
    thread->started = true;
    thread->cancel_asked = thread->cancel_off = thread->cancel_async = false;
    thread->leaving = false;
    thread->cancelled_at = thread->created_at = NULL;
    thread->waiting_on = NULL;
    thread->last_pc = thread->caller = NULL;
    const struct thread *maker = id ? schedule.current : NULL;
    thread->signals_blocked = maker ? maker->signals_blocked : 0;
    thread->signals_awaited = 0;
    thread->signal_delay = 0;
    thread->interrupted = NULL;
    thread->outcome = OUTCOME_NORMAL;
    thread->steps = thread->first_step = 0;
    thread->yield_step = thread->penalty = 0;
    thread->yield_own = 0;
    thread->turn_step = schedule.steps;
    thread->glance_count = thread->held_count = thread->looks = 0;
    thread->keys_used = 0;
    thread->blocks = 0;
    thread->cleanup = NULL;
    thread->once = NULL;
    thread->arrived = thread->waits_since = 0;
    thread->priority = thread->weight = 0;
}

struct thread *thread_make(const char *name, void (*entry)(void),
                           void *(*start)(void *), void *argument)
{
    if (threads.count == FIBERS_MAX)
        return NULL;
    unsigned id = threads.count++;
    struct thread *thread = &threads.all[id];
    thread_reset(thread, id);
    thread->start = start;
    thread->argument = argument;
    thread->op = &op_start;
    thread->last_step = schedule.steps;
    thread->fiber = fiber_prepare(id, entry);
    name_copy(thread, name);
    fiber_name(thread->fiber, thread->name);
    threads.live[threads.live_count++] = thread;
    schedule.idle = 0;
    footprint_touch(&thread->start, 1, true);
    before_release(&thread->sync);
    return thread;
}

/* Through a volatile pointer: a compiler that made this memmove() would let
 * ThreadSanitizer see it. */
static void live_remove(const struct thread *thread)
{
    struct thread *volatile *live = threads.live;
    unsigned i = 0;
    while (live[i] != thread)
        i++;
    for (threads.live_count--; i < threads.live_count; i++)
        live[i] = live[i + 1];
}

void thread_retire(void *result)
{
    struct thread *self = schedule.current;
    self->result = result;
    self->finished = true;
    footprint_touch(&self->sync, 1, true);
    if (footprint_of_ends)
        footprint_touch(&footprint_of_ends, 1, true);
    live_remove(self);
    schedule.changes++;
    schedule.idle = 0;
    thread_abandon(self);
}

struct thread *thread_of(pthread_t handle)
{
    uintptr_t offset = (uintptr_t)handle - (uintptr_t)threads.all;
    size_t id = offset / sizeof *threads.all;
    if (offset % sizeof *threads.all || id >= threads.count)
        return NULL;
    return &threads.all[id];
}

pthread_t thread_handle(const struct thread *thread)
{
    return (pthread_t)thread;
}

bool thread_hold(struct object *object, const void *pc, unsigned flags)
{
    struct thread *self = schedule.current;
    if (self->held_count == HELD_MAX)
        return false;
    self->held[self->held_count++] = (struct held){object, pc, flags};
    return true;
}

struct held *thread_holds(struct thread *thread, const struct object *object)
{
    for (unsigned i = thread->held_count; i-- > 0;)
        if (thread->held[i].object == object)
            return &thread->held[i];
    return NULL;
}

void thread_release(struct object *object)
{
    struct thread *self = schedule.current;
    struct held *held = thread_holds(self, object);
    if (!held)
        return;
    const struct held *last = &self->held[--self->held_count];
    for (; held < last; held++)
        *held = held[1];
}

void thread_abandon(struct thread *thread)
{
    for (unsigned i = thread->held_count; i-- > 0;) {
        const struct held *held = &thread->held[i];
        void *address = (void *)held->object->address;
        __tsan_mutex_pre_unlock(address, held->flags);
        __tsan_mutex_post_unlock(address, held->flags);
    }
    fiber_forget_calls();
    before_release(&thread->sync);
}

/* How far one is that waits until another has run for long. */
static uint64_t steps_waited(const struct thread *thread)
{
    const struct op *op = thread->op;
    return op && op->target && !op->address ? op->target->steps - thread->phase
                                            : 0;
}

void thread_digest(const struct thread *thread, struct digest *digest)
{
    digest_word(digest, thread->id);
    digest_word(digest, (uint64_t)thread->detached | thread->started << 1 |
                            thread->was_signalled << 2 |
                            thread->cancel_asked << 4 |
                            thread->cancel_off << 5 |
                            thread->cancel_async << 6 | thread->leaving << 7);
    digest_word(digest, thread->signals_blocked);
    digest_word(digest, thread->signals_awaited);
    digest_pointer(digest, thread->interrupted);
    digest_word(digest, steps_waited(thread));
    digest_pointer(digest, thread->op);
    digest_pointer(digest, thread->waiting_on);
    digest_pointer(digest, thread->cleanup);
    digest_pointer(digest, thread->once);
    for (unsigned i = 0; i < thread->held_count; i++)
        digest_pointer(digest, thread->held[i].object);
    for (unsigned i = 0; i < thread->keys_used; i++)
        digest_pointer(digest, thread->keys[i]);
}

void threads_digest(struct digest *digest)
{
    digest_word(digest, threads.count);
    for (unsigned i = 0; i < threads.count; i++)
        digest_word(digest, threads.all[i].joined);
    for (unsigned i = 0; i < threads.live_count; i++) {
        thread_digest(threads.live[i], digest);
        fiber_digest(threads.live[i]->fiber, digest);
    }
}

void threads_settle(void)
{
    for (unsigned i = 0; i < threads.count; i++) {
        struct thread *thread = &threads.all[i];
        if (!thread->finished) {
            fiber_impersonate(thread->fiber);
            thread_abandon(thread);
            fiber_impersonate(fiber_engine());
        }
        before_acquire(&thread->sync);
    }
}
