/* Mutant: one way out for all, so a call that was refused a permit gives one
 * back: the next to try is let in.
 * Finding: assertion
 */
#include "pool.h"

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>

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

/* The caller has a permit; afterwards it has none. */
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

int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    int result = EAGAIN;

    if (sem_trywait(&pool->free) != 0) {
        goto out;
    }
    result = query(arg);
out:
    sem_post(&pool->free);
    return result;
}
