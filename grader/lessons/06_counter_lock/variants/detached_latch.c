/* Variant: the threads are detached, and the last one of a crew wakes who waits
 * for it. Lock and condition are static, so they outlive every thread. */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static long counter; /* guarded by lock */

/* One thread's order; it frees it. */
struct order {
    long *number;
    size_t *under_way; /* of its crew; guarded by lock */
};

int increment_counter(long *number)
{
    pthread_mutex_lock(&lock);
    *number = ++counter;
    pthread_mutex_unlock(&lock);
    return 0;
}

int counter_value(long *value)
{
    pthread_mutex_lock(&lock);
    *value = counter;
    pthread_mutex_unlock(&lock);
    return 0;
}

static void *member_main(void *arg)
{
    struct order order = *(struct order *)arg;

    free(arg);
    increment_counter(order.number);
    pthread_mutex_lock(&lock);
    if (--*order.under_way == 0) {
        pthread_cond_broadcast(&done);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* The caller holds the lock. */
static int member_start(long *number, size_t *under_way)
{
    struct order *order = malloc(sizeof *order);
    pthread_t thread;

    if (order == NULL) {
        return ENOMEM;
    }
    *order = (struct order){number, under_way};
    int error = pthread_create(&thread, NULL, member_main, order);
    if (error != 0) {
        free(order);
        return error;
    }
    ++*under_way;
    return pthread_detach(thread);
}

int crew_run(size_t count, long numbers[])
{
    size_t under_way = 0;
    int error = 0;

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < count && error == 0; i++) {
        error = member_start(&numbers[i], &under_way);
    }
    while (under_way > 0) {
        pthread_cond_wait(&done, &lock);
    }
    pthread_mutex_unlock(&lock);
    return error;
}
