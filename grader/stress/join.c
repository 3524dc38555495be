/*
 * Joins: with no limit, until a deadline, and without waiting. A thread that
 * was joined in any of these ways is not left over.
 */
#include <errno.h>

#include "stress/call.h"
#include "stress/real.h"
#include "stress/thread.h"
#include "stress/timed.h"

int __wrap_pthread_join(pthread_t thread, void **result);
int __wrap_pthread_timedjoin_np(pthread_t thread, void **result,
                                const struct timespec *until);
int __wrap_pthread_clockjoin_np(pthread_t thread, void **result,
                                clockid_t clock, const struct timespec *until);
int __wrap_pthread_tryjoin_np(pthread_t thread, void **result);
int __wrap_pthread_detach(pthread_t thread);

/* How long a join may take. */
struct patience {
    bool once;                    /* no time at all */
    const struct timespec *until; /* NULL: for ever, or once */
};

static int thread_end(pthread_t thread, void **value,
                      const struct patience *patience)
{
    if (patience->once)
        return __real_pthread_tryjoin_np(thread, value);
    if (patience->until)
        return __real_pthread_timedjoin_np(thread, value, patience->until);
    return __real_pthread_join(thread, value);
}

static enum call_length length_of(const struct patience *patience)
{
    return patience->once    ? CALL_BRIEF
           : patience->until ? length_until(CLOCK_REALTIME, patience->until)
                             : CALL_OPEN;
}

static int row_wait(struct trial_thread *row, void **value,
                    const struct patience *patience, const char *call,
                    const void *at)
{
    call_begin(call, row, at, length_of(patience));
    /* Before the join: as soon as it is done, a new thread may be given the
     * same handle, and thread_of() must not confuse the two. */
    atomic_store(&row->joined, true);
    int error = thread_end(row->handle, value, patience);
    if (error)
        atomic_store(&row->joined, false);
    call_end();
    return error;
}

int thread_wait(struct trial_thread *row, void **result, const char *call,
                const void *at)
{
    return row_wait(row, result, &(struct patience){0}, call, at);
}

/* A thread may be joined before it has run its first line. */
static struct trial_thread *thread_of(pthread_t handle)
{
    struct trial_thread *row;
    for (size_t i = 0; (row = registry_row(i)); i++)
        if ((atomic_load(&row->created) || atomic_load(&row->tid)) &&
            row != thread_self && !atomic_load(&row->joined) &&
            pthread_equal(row->handle, handle))
            return row;
    return NULL;
}

static int join(pthread_t thread, void **result,
                const struct patience *patience, const char *call,
                const void *at)
{
    struct trial_thread *row = thread_self ? thread_of(thread) : NULL;
    void *value;
    int error = row ? row_wait(row, &value, patience, call, at)
                    : thread_end(thread, &value, patience);
    if (error || !result)
        return error;
    argument_tell(result, sizeof *result, true, at);
    *result = value;
    return 0;
}

int thread_join(pthread_t thread, void **result, const char *call,
                const void *at)
{
    return join(thread, result, &(struct patience){0}, call, at);
}

int __wrap_pthread_join(pthread_t thread, void **result)
{
    return thread_join(thread, result, "pthread_join", CALLER);
}

int __wrap_pthread_timedjoin_np(pthread_t thread, void **result,
                                const struct timespec *until)
{
    ARGUMENT_READ(until);
    const struct patience patience = {.until = until};
    return join(thread, result, &patience, "pthread_timedjoin_np", CALLER);
}

/* ThreadSanitizer does not know joins on other clocks. */
int __wrap_pthread_clockjoin_np(pthread_t thread, void **result,
                                clockid_t clock, const struct timespec *until)
{
    struct timespec there;
    ARGUMENT_READ(until);
    if (!clock_is_known(clock))
        return EINVAL;
    const struct patience patience = {
        .until = until ? deadline_of_day(clock, until, &there) : NULL};
    return join(thread, result, &patience, "pthread_clockjoin_np", CALLER);
}

int __wrap_pthread_tryjoin_np(pthread_t thread, void **result)
{
    const struct patience patience = {.once = true};
    return join(thread, result, &patience, "pthread_tryjoin_np", CALLER);
}

int __wrap_pthread_detach(pthread_t thread)
{
    struct trial_thread *row = thread_self ? thread_of(thread) : NULL;
    if (row)
        atomic_store(&row->joined, true);
    int error = __real_pthread_detach(thread);
    if (row && error)
        atomic_store(&row->joined, false);
    return error;
}
