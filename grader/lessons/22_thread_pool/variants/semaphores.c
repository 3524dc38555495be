/* Variant: no condition variable at all. One semaphore counts tasks, and has
 * one more for each worker at the stop; each future is a semaphore that whoever
 * got through posts again. The worker's post may come after the future is read,
 * so a future is freed only by the last of two: the worker and its owner.
 */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct future {
    void *(*task)(void *);
    void *arg;
    void *result;
    sem_t done;       /* 1 from when the task is done */
    atomic_int users; /* the worker and the owner */
    struct future *next;
};

struct pool {
    pthread_mutex_t lock;
    sem_t work;
    struct future *first;
    struct future **last;
    size_t unfinished; /* guarded by lock */
    size_t draining;   /* guarded by lock: how many to wake */
    sem_t drained;
    bool stopped;
    size_t workers;
    pthread_t threads[];
};

static void sem_take(sem_t *sem)
{
    while (sem_wait(sem) != 0) {
        continue; /* EINTR */
    }
}

static void future_release(struct future *future)
{
    if (atomic_fetch_sub(&future->users, 1) == 1) {
        sem_destroy(&future->done);
        free(future);
    }
}

/* The caller holds the lock. */
static void drains_wake(struct pool *pool)
{
    for (; pool->draining > 0; pool->draining--) {
        sem_post(&pool->drained);
    }
}

static void *worker_main(void *arg)
{
    struct pool *pool = arg;

    for (;;) {
        sem_take(&pool->work);
        pthread_mutex_lock(&pool->lock);
        struct future *future = pool->first;
        if (future != NULL) {
            pool->first = future->next;
        }
        if (pool->first == NULL) {
            pool->last = &pool->first;
        }
        pthread_mutex_unlock(&pool->lock);
        if (future == NULL) {
            return NULL; /* the stop's post */
        }
        future->result = future->task(future->arg);
        sem_post(&future->done);
        future_release(future);
        pthread_mutex_lock(&pool->lock);
        pool->unfinished--;
        if (pool->unfinished == 0) {
            drains_wake(pool);
        }
        pthread_mutex_unlock(&pool->lock);
    }
}

static int pool_dismantle(struct pool *pool)
{
    for (size_t i = 0; i < pool->workers; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    sem_destroy(&pool->drained);
    sem_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
    return 0;
}

int pool_create(struct pool **pool, size_t workers)
{
    if (workers == 0 || workers > 1000) {
        return EINVAL;
    }
    struct pool *made = calloc(1, sizeof *made + workers * sizeof(pthread_t));
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    if (sem_init(&made->work, 0, 0) != 0) {
        error = errno;
        goto out_lock;
    }
    if (sem_init(&made->drained, 0, 0) != 0) {
        error = errno;
        goto out_work;
    }
    made->last = &made->first;
    for (size_t i = 0; i < workers && error == 0; i++) {
        error = pthread_create(&made->threads[i], NULL, worker_main, made);
        if (error == 0) {
            pthread_mutex_lock(&made->lock);
            made->workers++;
            pthread_mutex_unlock(&made->lock);
        }
    }
    if (error != 0) {
        pool_destroy(made);
        return error;
    }
    *pool = made;
    return 0;

out_work:
    sem_destroy(&made->work);
out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

int pool_submit(struct pool *pool, void *(*task)(void *), void *arg,
                struct future **future)
{
    struct future *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    if (sem_init(&made->done, 0, 0) != 0) {
        int error = errno;
        free(made);
        return error;
    }
    made->task = task;
    made->arg = arg;
    atomic_init(&made->users, 2);
    pthread_mutex_lock(&pool->lock);
    if (pool->stopped) {
        pthread_mutex_unlock(&pool->lock);
        sem_destroy(&made->done);
        free(made);
        return EPIPE;
    }
    *pool->last = made;
    pool->last = &made->next;
    pool->unfinished++;
    sem_post(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    *future = made;
    return 0;
}

int pool_drain(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool wait = pool->unfinished > 0;
    pool->draining += wait;
    pthread_mutex_unlock(&pool->lock);
    if (wait) {
        sem_take(&pool->drained);
    }
    return 0;
}

int pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    for (size_t i = 0; i < pool->workers && !pool->stopped; i++) {
        sem_post(&pool->work);
    }
    pool->stopped = true;
    return pthread_mutex_unlock(&pool->lock);
}

int pool_destroy(struct pool *pool)
{
    pool_stop(pool);
    return pool_dismantle(pool);
}

int future_wait(struct future *future, void **result)
{
    sem_take(&future->done);
    if (result != NULL) {
        *result = future->result;
    }
    sem_post(&future->done);
    return 0;
}

int future_destroy(struct future *future)
{
    future_wait(future, NULL);
    future_release(future);
    return 0;
}
