/* Variant: who comes draws a number, and is let in when its turn has come: the
 * waiting threads go in in the order in which they came. */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct pool {
    pthread_mutex_t lock; /* guards the members below */
    pthread_cond_t moved;
    unsigned long free; /* numbers below this one may go in */
    unsigned long next; /* the number that is drawn next */
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
    pthread_cond_broadcast(&pool->moved);
    pthread_mutex_unlock(&pool->lock);
}

int pool_query(struct pool *pool, int (*query)(void *), void *arg)
{
    pthread_mutex_lock(&pool->lock);
    unsigned long mine = pool->next++;
    while (mine >= pool->free) {
        pthread_cond_wait(&pool->moved, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    int result = query(arg);
    leave(pool);
    return result;
}

int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    pthread_mutex_lock(&pool->lock);
    bool room = pool->next < pool->free;
    if (room) {
        pool->next++;
    }
    pthread_mutex_unlock(&pool->lock);
    if (!room) {
        return EAGAIN;
    }
    int result = query(arg);
    leave(pool);
    return result;
}
