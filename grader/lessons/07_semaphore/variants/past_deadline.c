/* Variant: tries by sem_timedwait() with a deadline that has passed. */
#include "pool.h"

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

struct pool {
    sem_t free; /* how many connections are free */
};

int pool_create(struct pool **pool, unsigned limit)
{
    if (limit == 0) {
        return EINVAL;
    }
    struct pool *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    if (sem_init(&made->free, 0, limit) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    *pool = made;
    return 0;
}

int pool_destroy(struct pool *pool)
{
    int error = sem_destroy(&pool->free) != 0 ? errno : 0;

    free(pool);
    return error;
}

static int query_run(struct pool *pool, int (*query)(void *), void *arg)
{
    int result = query(arg);

    if (sem_post(&pool->free) != 0 && result == 0) {
        return errno;
    }
    return result;
}

int pool_query(struct pool *pool, int (*query)(void *), void *arg)
{
    while (sem_wait(&pool->free) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return query_run(pool, query, arg);
}

/* A wait that is over before it begins is a try. */
int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    const struct timespec past = {0};

    while (sem_timedwait(&pool->free, &past) != 0) {
        if (errno != EINTR) {
            return errno == ETIMEDOUT ? EAGAIN : errno;
        }
    }
    return query_run(pool, query, arg);
}
