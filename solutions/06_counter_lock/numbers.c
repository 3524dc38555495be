/*
 * Lesson 6, a solution: the number is taken where the counter is guarded.
 *
 * Invariant: the numbers 1 to counter have been given, each once. It holds
 * whenever nobody holds the lock; one critical section moves the counter and
 * tells where it got to.
 */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>

/* One counter, one lock: both static, so every thread means the same two. */
static long counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards counter */

int increment_counter(long *number)
{
    int error = pthread_mutex_lock(&lock);
    if (error != 0) {
        return error;
    }
    counter++;
    *number = counter;
    return pthread_mutex_unlock(&lock);
}

int counter_value(long *value)
{
    int error = pthread_mutex_lock(&lock);
    if (error != 0) {
        return error;
    }
    *value = counter;
    return pthread_mutex_unlock(&lock);
}

/* One thread of a crew. It alone writes number and error until it is joined,
 * and crew_run() alone reads them afterwards: no lock is needed. */
struct member {
    pthread_t thread;
    long *number;
    int error;
};

static void *member_main(void *arg)
{
    struct member *self = arg;

    self->error = increment_counter(self->number);
    return NULL;
}

/* The members live on this function's stack, which is safe for one reason: it
 * doesn't return before every thread that was created has been joined. */
int crew_run(size_t count, long numbers[])
{
    struct member members[CREW_MAX];
    size_t created = 0;
    int error = 0;

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    while (created < count) {
        struct member *member = &members[created];
        member->number = &numbers[created];
        error = pthread_create(&member->thread, NULL, member_main, member);
        if (error != 0) {
            break; /* and join those who are there */
        }
        created++;
    }
    for (size_t i = 0; i < created; i++) {
        int failed = pthread_join(members[i].thread, NULL);
        failed = failed != 0 ? failed : members[i].error;
        error = error != 0 ? error : failed;
    }
    return error;
}
