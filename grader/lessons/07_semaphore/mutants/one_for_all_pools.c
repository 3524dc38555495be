/* Mutant: the semaphore is static, as if there was one pool in the program.
 * Finding: assertion
 */
#include "pool.h"

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>

struct pool {
    unsigned limit;
};

static sem_t free_now; /* how many connections are free */

int pool_create(struct pool **pool, unsigned limit)
{
    if (limit == 0) {
        return EINVAL;
    }
    struct pool *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->limit = limit;
    if (sem_init(&free_now, 0, limit) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    *pool = made;
    return 0;
}

int pool_destroy(struct pool *pool)
{
    int error = sem_destroy(&free_now) != 0 ? errno : 0;

    free(pool);
    return error;
}

static int query_run(int (*query)(void *), void *arg)
{
    int result = query(arg);

    if (sem_post(&free_now) != 0 && result == 0) {
        return errno;
    }
    return result;
}

int pool_query(struct pool *pool, int (*query)(void *), void *arg)
{
    (void)pool;
    while (sem_wait(&free_now) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return query_run(query, arg);
}

/* To look and to take is one step. Without a permit there is nothing to give
 * back. POSIX lets even this call be interrupted. */
int pool_try_query(struct pool *pool, int (*query)(void *), void *arg)
{
    (void)pool;
    while (sem_trywait(&free_now) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return query_run(query, arg);
}
