/*
 * Threads: creation, joining and ending, of the trial and of the student.
 *
 * Every thread runs in a trampoline that finds its row, so whatever it calls
 * later can be entered in the books.
 */
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "stress/call.h"
#include "stress/real.h"
#include "stress/thread.h"
#include "trial/thread_pointer.h"

/* Is this a thread of the trial that has not been let go yet? */
static bool waits_at_line(struct trial_thread *row)
{
    return row != thread_self && !row->created_at &&
           !atomic_load(&row->released) &&
           atomic_load(&row->state) != THREAD_FINISHED;
}

/* Threads are asleep while the others are being made, and awake before the
 * first is let go: so they set off one after the other, and at once. */
void line_release(void)
{
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++)
        if (waits_at_line(row)) {
            atomic_store(&row->line, LINE_CALLED);
            syscall(SYS_futex, &row->line, FUTEX_WAKE_PRIVATE, 1);
        }
    for (size_t i = 0; (row = registry_row(i)); i++)
        while (waits_at_line(row) && atomic_load(&row->line) != LINE_AWAKE)
            __real_sched_yield();
    for (size_t i = 0; (row = registry_row(i)); i++)
        if (waits_at_line(row)) {
            __tsan_release(&row->released);
            atomic_store(&row->released, true);
        }
}

/* By the system call: ThreadSanitizer must see no order but that of the start.
 */
static void line_wait(struct trial_thread *self)
{
    while (atomic_load(&self->line) == LINE_ASLEEP)
        syscall(SYS_futex, &self->line, FUTEX_WAIT_PRIVATE, LINE_ASLEEP, NULL);
    atomic_store(&self->line, LINE_AWAKE);
    while (!atomic_load(&self->released))
        __real_sched_yield();
    __tsan_acquire(&self->released);
}

/* A thread must not end holding a lock; a thread that never runs again can't
 * release it. */
static void thread_finish(struct trial_thread *self)
{
    if (atomic_load(&self->hold_count) > 0)
        call_misuse("ended while it still held a lock", "pthread_mutex_lock",
                    atomic_load(&self->holds[0].object),
                    atomic_load(&self->holds[0].at));
    atomic_store(&self->state, THREAD_FINISHED);
}

static void *thread_main(void *row)
{
    struct trial_thread *self = row;
    thread_self = self;
    thread_pointer_set();
    __real_pthread_setname_np(pthread_self(), self->name);
    if (!self->created_at) {
        atomic_store(&self->state, THREAD_READY);
        atomic_store(&self->tid, gettid());
        line_wait(self);
        atomic_store(&self->state, THREAD_RUNS);
    } else {
        atomic_store(&self->tid, gettid());
    }
    void *result = self->start(self->arg);
    thread_finish(self);
    return result;
}

int thread_create(struct trial_thread *row, const pthread_attr_t *attributes,
                  void *(*start)(void *), void *arg, const void *at)
{
    row->start = start;
    row->arg = arg;
    row->created_at = at;
    int error =
        __real_pthread_create(&row->handle, attributes, thread_main, row);
    if (error)
        registry_drop(row);
    else
        atomic_store(&row->created, true);
    return error;
}

int thread_start(pthread_t *thread, const pthread_attr_t *attributes,
                 void *(*start)(void *), void *arg, const void *at)
{
    struct trial_thread *row = thread_self ? registry_add(NULL) : NULL;
    if (!row)
        return EAGAIN;
    int detached = PTHREAD_CREATE_JOINABLE;
    if (attributes) {
        __real_pthread_attr_getdetachstate(attributes, &detached);
        argument_tell(attributes, sizeof *attributes, false, at);
    }
    argument_tell(thread, sizeof *thread, true, at);
    atomic_store(&row->joined, detached == PTHREAD_CREATE_DETACHED);
    int error = thread_create(row, attributes, start, arg, at);
    if (!error)
        *thread = row->handle;
    return error;
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *arg);
_Noreturn void __wrap_pthread_exit(void *result);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *arg)
{
    return thread_start(thread, attributes, start, arg, CALLER);
}

_Noreturn void __wrap_pthread_exit(void *result)
{
    if (thread_self)
        thread_finish(thread_self);
    __real_pthread_exit(result);
}
