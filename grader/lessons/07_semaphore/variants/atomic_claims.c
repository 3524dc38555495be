/* Variant: an atomic counter says how many connections are free, or how many
 * threads wait if it is below zero; those sleep at a semaphore. */
#include "pool.h"

#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

struct pool {
    atomic_long free;
    sem_t handed_over;
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
    if (sem_init(&made->handed_over, 0, 0) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    atomic_init(&made->free, (long)limit);
    *pool = made;
    return 0;
}

int pool_destroy(struct pool *pool)
{
    sem_destroy(&pool->handed_over);
    free(pool);
    return 0;
}

static int query_run(struct pool *pool, int (*query)(void *), void *arg)
{
    int result = query(arg);

    if (atomic_fetch_add(&pool->free, 1) < 0) {
        sem_post(&pool->handed_over);
    }
    return result;
}

int pool_query(struct pool *pool, int (*query)(void *), void *arg)
{
    if (atomic_fetch_sub(&pool->free, 1) <= 0) {
        while (sem_wait(&pool->handed_over) != 0) {
            if (errno != EINTR) {
                abort();
            }
        }
    }
    return query_run(pool, query, arg);
}

int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    long now = atomic_load(&pool->free);

    do {
        if (now <= 0) {
            return EAGAIN;
        }
    } while (!atomic_compare_exchange_weak(&pool->free, &now, now - 1));
    return query_run(pool, query, arg);
}
