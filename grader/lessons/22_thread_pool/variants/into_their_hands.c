/* Variant: a worker with nothing to do lies on a list, and a task is put into
 * its hands; only when all are busy is there a queue. A drain waits for the
 * tasks accepted before it, and no others: tasks have serial numbers.
 */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct future {
    void *(*task)(void *);
    void *arg;
    struct future *next; /* in the queue, then among the running */
    unsigned long serial;
    pthread_mutex_t lock; /* guards the rest */
    pthread_cond_t ended;
    bool done;
    void *result;
};

struct worker {
    struct pool *pool;
    pthread_t thread;
    pthread_cond_t called;
    struct future *given; /* the task in its hands */
    struct worker *next;  /* of those with nothing to do */
};

struct pool {
    pthread_mutex_t lock; /* guards all of it; a future's comes after it */
    pthread_cond_t moved; /* a task is done */
    struct future *first, **last;
    struct future *running;
    struct worker *idle;
    unsigned long accepted;
    bool stopped;
    size_t count;
    struct worker workers[];
};

static void future_end(struct future *future, void *result)
{
    pthread_mutex_lock(&future->lock);
    future->result = result;
    future->done = true;
    pthread_cond_broadcast(&future->ended);
    pthread_mutex_unlock(&future->lock);
}

static void running_remove(struct pool *pool, const struct future *future)
{
    struct future **place = &pool->running;

    while (*place != future) {
        place = &(*place)->next;
    }
    *place = future->next;
}

/* The next task for this worker; NULL if there will be none. Under the lock. */
static struct future *work_await(struct worker *self)
{
    struct pool *pool = self->pool;
    struct future *future = pool->first;

    if (future != NULL) {
        pool->first = future->next;
        if (pool->first == NULL) {
            pool->last = &pool->first;
        }
    } else if (!pool->stopped) {
        self->next = pool->idle;
        pool->idle = self;
        while (self->given == NULL && !pool->stopped) {
            pthread_cond_wait(&self->called, &pool->lock);
        }
        future = self->given;
        self->given = NULL;
    }
    if (future != NULL) {
        future->next = pool->running;
        pool->running = future;
    }
    return future;
}

static void *worker_main(void *arg)
{
    struct worker *self = arg;
    struct pool *pool = self->pool;

    pthread_mutex_lock(&pool->lock);
    for (struct future *future = work_await(self); future != NULL;
         future = work_await(self)) {
        pthread_mutex_unlock(&pool->lock);
        void *result = future->task(future->arg);
        pthread_mutex_lock(&pool->lock);
        running_remove(pool, future);
        future_end(future, result);
        pthread_cond_broadcast(&pool->moved);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Starts as many as it can. */
static int workers_start(struct pool *pool, size_t count)
{
    int error = 0;

    while (error == 0 && pool->count < count) {
        struct worker *worker = &pool->workers[pool->count];
        worker->pool = pool;
        error = pthread_cond_init(&worker->called, NULL);
        if (error != 0) {
            return error;
        }
        error = pthread_create(&worker->thread, NULL, worker_main, worker);
        if (error != 0) {
            pthread_cond_destroy(&worker->called);
            return error;
        }
        pool->count++;
    }
    return error;
}

int pool_create(struct pool **pool, size_t workers)
{
    if (workers == 0 || workers > 1000) {
        return EINVAL;
    }
    struct pool *made =
        calloc(1, sizeof *made + workers * sizeof made->workers[0]);
    if (made == NULL) {
        return ENOMEM;
    }
    made->last = &made->first;
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        free(made);
        return error;
    }
    error = pthread_cond_init(&made->moved, NULL);
    if (error != 0) {
        pthread_mutex_destroy(&made->lock);
        free(made);
        return error;
    }
    error = workers_start(made, workers);
    if (error != 0) {
        pool_destroy(made);
        return error;
    }
    *pool = made;
    return 0;
}

static int future_make(struct future **future, void *(*task)(void *), void *arg)
{
    struct future *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->task = task;
    made->arg = arg;
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error == 0) {
        error = pthread_cond_init(&made->ended, NULL);
        if (error != 0) {
            pthread_mutex_destroy(&made->lock);
        }
    }
    if (error != 0) {
        free(made);
        return error;
    }
    *future = made;
    return 0;
}

static void future_free(struct future *future)
{
    pthread_cond_destroy(&future->ended);
    pthread_mutex_destroy(&future->lock);
    free(future);
}

int pool_submit(struct pool *pool, void *(*task)(void *), void *arg,
                struct future **future)
{
    struct future *made = NULL;
    int error = future_make(&made, task, arg);
    if (error != 0) {
        return error;
    }
    pthread_mutex_lock(&pool->lock);
    if (pool->stopped) {
        pthread_mutex_unlock(&pool->lock);
        future_free(made);
        return EPIPE;
    }
    made->serial = ++pool->accepted;
    *future = made;
    struct worker *worker = pool->idle;
    if (worker != NULL) {
        pool->idle = worker->next;
        worker->given = made;
        pthread_cond_signal(&worker->called);
    } else {
        *pool->last = made;
        pool->last = &made->next;
    }
    pthread_mutex_unlock(&pool->lock);
    return 0;
}

static bool any_before(const struct future *future, unsigned long serial)
{
    for (; future != NULL; future = future->next) {
        if (future->serial <= serial) {
            return true;
        }
    }
    return false;
}

/* Whether a task that has this number, or a lower one, is not done yet. */
static bool unfinished(struct pool *pool, unsigned long serial)
{
    for (size_t i = 0; i < pool->count; i++) {
        const struct future *given = pool->workers[i].given;
        if (given != NULL && given->serial <= serial) {
            return true;
        }
    }
    return any_before(pool->first, serial) || any_before(pool->running, serial);
}

int pool_drain(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    unsigned long serial = pool->accepted;
    while (unfinished(pool, serial)) {
        pthread_cond_wait(&pool->moved, &pool->lock);
    }
    return pthread_mutex_unlock(&pool->lock);
}

int pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopped = true;
    while (pool->idle != NULL) {
        pthread_cond_signal(&pool->idle->called);
        pool->idle = pool->idle->next;
    }
    return pthread_mutex_unlock(&pool->lock);
}

int pool_destroy(struct pool *pool)
{
    int error = pool_stop(pool);

    for (size_t i = 0; i < pool->count; i++) {
        pthread_join(pool->workers[i].thread, NULL);
        pthread_cond_destroy(&pool->workers[i].called);
    }
    pthread_cond_destroy(&pool->moved);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
    return error;
}

int future_wait(struct future *future, void **result)
{
    pthread_mutex_lock(&future->lock);
    while (!future->done) {
        pthread_cond_wait(&future->ended, &future->lock);
    }
    if (result != NULL) {
        *result = future->result;
    }
    return pthread_mutex_unlock(&future->lock);
}

int future_destroy(struct future *future)
{
    int error = future_wait(future, NULL);

    if (error == 0) {
        future_free(future);
    }
    return error;
}
