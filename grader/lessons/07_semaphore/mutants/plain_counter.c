/* Mutant: a plain counter instead of a semaphore: nothing stands between the
 * look at it and its change.
 * Finding: race
 */
#include "pool.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

struct pool {
    unsigned free;
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
    made->free = limit;
    *pool = made;
    return 0;
}

int pool_destroy(struct pool *pool)
{
    free(pool);
    return 0;
}

int pool_query(struct pool *pool, int (*query)(void *), void *arg)
{
    while (pool->free == 0) {
        sched_yield();
    }
    pool->free--;
    int result = query(arg);
    pool->free++;
    return result;
}

int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    if (pool->free == 0) {
        return EAGAIN;
    }
    pool->free--;
    int result = query(arg);
    pool->free++;
    return result;
}
