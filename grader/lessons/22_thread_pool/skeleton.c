/*
 * Lesson 22: a thread pool with futures.
 *
 * The contract is in pool.h, the story in README.md. `make run L=22` shows what
 * goes wrong, `make check L=22` grades what you write here.
 */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WORKERS_MAX = 64 };

/* A task in the queue, and its result later on. You may add members. */
struct future {
    void *(*task)(void *);
    void *arg;
    void *result;
    bool done; /* TODO: who may read this, and when? */
    struct future *next;
};

struct pool {
    pthread_mutex_t lock; /* guards the members down to stopped */
    pthread_cond_t work;  /* there is a task, or the pool is stopped */
    pthread_cond_t idle;  /* TODO: what exactly does a drain wait for? */
    struct future *first; /* the queue, oldest task first */
    struct future **last; /* where the next task is hung in */
    bool stopped;
    size_t workers;
    pthread_t threads[WORKERS_MAX];
};

/* TODO: has a worker done its duty when the pool is stopped? */
static void *worker_main(void *arg)
{
    struct pool *pool = arg;

    for (;;) {
        pthread_mutex_lock(&pool->lock);
        while (pool->first == NULL && !pool->stopped) {
            pthread_cond_wait(&pool->work, &pool->lock);
        }
        if (pool->stopped) {
            pthread_mutex_unlock(&pool->lock);
            return NULL;
        }
        struct future *future = pool->first;
        pool->first = future->next;
        if (pool->first == NULL) {
            pool->last = &pool->first;
            pthread_cond_broadcast(&pool->idle);
        }
        pthread_mutex_unlock(&pool->lock);
        future->result = future->task(future->arg);
        future->done = true;
    }
}

/* TODO: what if a call fails, and some of the workers run already? */
int pool_create(struct pool **pool, size_t workers)
{
    if (workers == 0 || workers > WORKERS_MAX) {
        return EINVAL;
    }
    struct pool *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->work, NULL);
    pthread_cond_init(&made->idle, NULL);
    made->last = &made->first;
    made->workers = workers;
    for (size_t i = 0; i < workers; i++) {
        pthread_create(&made->threads[i], NULL, worker_main, made);
    }
    *pool = made;
    return 0;
}

/* TODO: is every task accepted? */
int pool_submit(struct pool *pool, void *(*task)(void *), void *arg,
                struct future **future)
{
    struct future *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->task = task;
    made->arg = arg;
    pthread_mutex_lock(&pool->lock);
    *pool->last = made;
    pool->last = &made->next;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    *future = made;
    return 0;
}

int pool_drain(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->first != NULL) {
        pthread_cond_wait(&pool->idle, &pool->lock);
    }
    return pthread_mutex_unlock(&pool->lock);
}

int pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopped = true;
    pthread_cond_broadcast(&pool->work);
    return pthread_mutex_unlock(&pool->lock);
}

int pool_destroy(struct pool *pool)
{
    int error = pool_stop(pool);

    for (size_t i = 0; i < pool->workers; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    free(pool);
    return error;
}

int future_wait(struct future *future, void **result)
{
    while (!future->done) {
        sched_yield();
    }
    if (result != NULL) {
        *result = future->result;
    }
    return 0;
}

int future_destroy(struct future *future)
{
    int error = future_wait(future, NULL);

    free(future);
    return error;
}
