/* Variant: a pool begins without a thread. A submit creates a worker if none is
 * idle and the limit allows it, so it may fail with EAGAIN.
 */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* In the queue it is the task, afterwards the place of its result. */
struct future {
    void *(*task)(void *); /* never changes, as arg */
    void *arg;
    struct future *next;  /* guarded by the pool's lock */
    pthread_mutex_t lock; /* guards done and result */
    pthread_cond_t ready; /* done */
    bool done;
    void *result;
};

struct pool {
    pthread_mutex_t lock; /* guards the members down to stopped */
    pthread_cond_t work;  /* first != NULL, or stopped */
    pthread_cond_t idle;  /* unfinished == 0 */
    struct future *first; /* the queue, oldest task first */
    struct future **last; /* where the next task is hung in */
    size_t unfinished;
    bool stopped;
    size_t limit;
    size_t workers; /* how many threads there are */
    pthread_t threads[];
};

/* An error of a call that can only fail by a mistake in this file leaves no
 * way to go on: the promise to run what was accepted can't be kept. */
static void must(int error)
{
    if (error != 0) {
        abort();
    }
}

/* Takes the oldest task, waiting for one. NULL: none is left and none will
 * come. The caller holds the lock. */
static struct future *task_take(struct pool *pool)
{
    while (pool->first == NULL && !pool->stopped) {
        must(pthread_cond_wait(&pool->work, &pool->lock));
    }
    struct future *future = pool->first;
    if (future != NULL) {
        pool->first = future->next;
        if (pool->first == NULL) {
            pool->last = &pool->first;
        }
    }
    return future;
}

/* The signal comes before the unlock: after it, a thread that waited may have
 * destroyed the future. */
static void future_fulfil(struct future *future, void *result)
{
    must(pthread_mutex_lock(&future->lock));
    future->result = result;
    future->done = true;
    must(pthread_cond_broadcast(&future->ready));
    must(pthread_mutex_unlock(&future->lock));
}

static void *worker_main(void *arg)
{
    struct pool *pool = arg;

    must(pthread_mutex_lock(&pool->lock));
    for (;;) {
        struct future *future = task_take(pool);
        if (future == NULL) {
            break;
        }
        must(pthread_mutex_unlock(&pool->lock));
        future_fulfil(future, future->task(future->arg));
        must(pthread_mutex_lock(&pool->lock));
        pool->unfinished--;
        if (pool->unfinished == 0) {
            must(pthread_cond_broadcast(&pool->idle));
        }
    }
    must(pthread_mutex_unlock(&pool->lock));
    return NULL;
}

/* Joins the first `workers` threads and undoes what pool_prepare() did. */
static int pool_dismantle(struct pool *pool)
{
    int error = 0;

    for (size_t i = 0; i < pool->workers; i++) {
        int joined = pthread_join(pool->threads[i], NULL);
        error = error != 0 ? error : joined;
    }
    must(pthread_cond_destroy(&pool->idle));
    must(pthread_cond_destroy(&pool->work));
    must(pthread_mutex_destroy(&pool->lock));
    free(pool);
    return error;
}

/* A pool without workers. */
static int pool_prepare(struct pool *pool)
{
    int error = pthread_mutex_init(&pool->lock, NULL);
    if (error != 0) {
        return error;
    }
    error = pthread_cond_init(&pool->work, NULL);
    if (error != 0) {
        goto out_lock;
    }
    error = pthread_cond_init(&pool->idle, NULL);
    if (error != 0) {
        goto out_work;
    }
    pool->last = &pool->first;
    return 0;

out_work:
    pthread_cond_destroy(&pool->work);
out_lock:
    pthread_mutex_destroy(&pool->lock);
    return error;
}

int pool_create(struct pool **pool, size_t workers)
{
    if (workers == 0 ||
        workers > (SIZE_MAX - sizeof(struct pool)) / sizeof(pthread_t)) {
        return EINVAL;
    }
    struct pool *made = calloc(1, sizeof *made + workers * sizeof(pthread_t));
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pool_prepare(made);
    if (error != 0) {
        free(made);
        return error;
    }
    made->limit = workers;
    *pool = made;
    return 0;
}

static int future_make(struct future **future)
{
    struct future *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    int error = pthread_mutex_init(&made->lock, NULL);
    if (error != 0) {
        goto out_free;
    }
    error = pthread_cond_init(&made->ready, NULL);
    if (error != 0) {
        goto out_lock;
    }
    *future = made;
    return 0;

out_lock:
    pthread_mutex_destroy(&made->lock);
out_free:
    free(made);
    return error;
}

static int future_discard(struct future *future)
{
    int ready = pthread_cond_destroy(&future->ready);
    int lock = pthread_mutex_destroy(&future->lock);

    free(future);
    return ready != 0 ? ready : lock;
}

/* One step: who is let in here is counted, and found by every later drain. */
static int task_enqueue(struct pool *pool, struct future *task)
{
    int error = pthread_mutex_lock(&pool->lock);
    if (error != 0) {
        return error;
    }
    if (pool->stopped) {
        error = EPIPE;
    } else if (pool->unfinished >= pool->workers &&
               pool->workers < pool->limit) {
        error = pthread_create(&pool->threads[pool->workers], NULL, worker_main,
                               pool);
        pool->workers += error == 0;
    }
    if (error == 0) {
        *pool->last = task;
        pool->last = &task->next;
        pool->unfinished++;
        must(pthread_cond_signal(&pool->work));
    }
    must(pthread_mutex_unlock(&pool->lock));
    return error;
}

int pool_submit(struct pool *pool, void *(*task)(void *), void *arg,
                struct future **future)
{
    struct future *made = NULL;
    int error = future_make(&made);
    if (error != 0) {
        return error;
    }
    made->task = task;
    made->arg = arg;
    error = task_enqueue(pool, made);
    if (error != 0) {
        must(future_discard(made));
        return error;
    }
    *future = made;
    return 0;
}

int pool_drain(struct pool *pool)
{
    int error = pthread_mutex_lock(&pool->lock);
    if (error != 0) {
        return error;
    }
    while (pool->unfinished > 0 && error == 0) {
        error = pthread_cond_wait(&pool->idle, &pool->lock);
    }
    must(pthread_mutex_unlock(&pool->lock));
    return error;
}

int pool_stop(struct pool *pool)
{
    int error = pthread_mutex_lock(&pool->lock);
    if (error != 0) {
        return error;
    }
    pool->stopped = true;
    error = pthread_cond_broadcast(&pool->work);
    must(pthread_mutex_unlock(&pool->lock));
    return error;
}

/* A worker leaves when the queue is empty, so the joins are a drain, too. */
int pool_destroy(struct pool *pool)
{
    int error = pool_stop(pool);
    if (error != 0) {
        return error;
    }
    return pool_dismantle(pool);
}

int future_wait(struct future *future, void **result)
{
    int error = pthread_mutex_lock(&future->lock);
    if (error != 0) {
        return error;
    }
    while (!future->done && error == 0) {
        error = pthread_cond_wait(&future->ready, &future->lock);
    }
    if (error == 0 && result != NULL) {
        *result = future->result;
    }
    must(pthread_mutex_unlock(&future->lock));
    return error;
}

int future_destroy(struct future *future)
{
    int error = future_wait(future, NULL);
    if (error != 0) {
        return error;
    }
    return future_discard(future);
}
