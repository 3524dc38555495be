/* Variant: a counter, a lock and a condition variable: a semaphore made by
 * hand, and a wait that no signal interrupts. */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock; /* guards the members below */
    pthread_cond_t moved;
    unsigned free;
};

int pool_create(struct pool **pool, unsigned limit)
{
    if (limit == 0) {
        return EINVAL;
    }
    struct pool *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&made->moved, NULL);
    if (error != 0) {
        goto out_lock;
    }
    made->free = limit;
    *pool = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int pool_destroy(struct pool *pool)
{
    pthread_cond_destroy(&pool->moved);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
    return 0;
}

static void leave(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->free++;
    pthread_cond_signal(&pool->moved);
    pthread_mutex_unlock(&pool->lock);
}

static bool enter(struct pool *pool, bool may_wait)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->free == 0 && may_wait) {
        pthread_cond_wait(&pool->moved, &pool->lock);
    }
    bool entered = pool->free > 0;
    if (entered) {
        pool->free--;
    }
    pthread_mutex_unlock(&pool->lock);
    return entered;
}

int pool_query(struct pool *pool, int (*query)(void *), void *arg)
{
    enter(pool, true);
    int result = query(arg);
    leave(pool);
    return result;
}

int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    if (!enter(pool, false)) {
        return EAGAIN;
    }
    int result = query(arg);
    leave(pool);
    return result;
}
