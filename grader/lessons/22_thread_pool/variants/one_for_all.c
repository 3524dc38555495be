/* Variant: one static lock and one condition variable for every pool and every
 * future; whatever changes, everybody is woken and looks again. Slow with many
 * threads, and nothing can be missed.
 */
#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards it all */
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

struct future {
    void *(*task)(void *);
    void *arg;
    void *result;
    bool begun;
    bool done;
    struct future *next;
};

struct pool {
    struct future *oldest; /* all that are not known to be done */
    bool stopped;
    size_t alive;
    pthread_t *threads;
};

static struct future *next_task(struct pool *pool)
{
    struct future *future = pool->oldest;
    while (future != NULL && future->begun) {
        future = future->next;
    }
    return future;
}

static void task_forget(struct pool *pool, struct future *task)
{
    struct future **at = &pool->oldest;
    while (*at != task) {
        at = &(*at)->next;
    }
    *at = task->next;
}

static void *worker_main(void *arg)
{
    struct pool *pool = arg;
    struct future *future;

    pthread_mutex_lock(&lock);
    for (;;) {
        while ((future = next_task(pool)) == NULL && !pool->stopped) {
            pthread_cond_wait(&changed, &lock);
        }
        if (future == NULL) {
            break;
        }
        future->begun = true;
        pthread_mutex_unlock(&lock);
        void *result = future->task(future->arg);
        pthread_mutex_lock(&lock);
        future->result = result;
        future->done = true;
        task_forget(pool, future);
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

int pool_create(struct pool **pool, size_t workers)
{
    if (workers == 0) {
        return EINVAL;
    }
    struct pool *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->threads = calloc(workers, sizeof made->threads[0]);
    int error = made->threads == NULL ? ENOMEM : 0;
    while (error == 0 && made->alive < workers) {
        error = pthread_create(&made->threads[made->alive], NULL, worker_main,
                               made);
        made->alive += error == 0;
    }
    if (error != 0) {
        pool_destroy(made);
        return error;
    }
    *pool = made;
    return 0;
}

int pool_submit(struct pool *pool, void *(*task)(void *), void *arg,
                struct future **future)
{
    struct future *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    made->task = task;
    made->arg = arg;
    pthread_mutex_lock(&lock);
    bool stopped = pool->stopped;
    if (!stopped) {
        struct future **end = &pool->oldest;
        while (*end != NULL) {
            end = &(*end)->next;
        }
        *end = made;
        *future = made;
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    if (stopped) {
        free(made);
        return EPIPE;
    }
    return 0;
}

int pool_drain(struct pool *pool)
{
    pthread_mutex_lock(&lock);
    while (pool->oldest != NULL) {
        pthread_cond_wait(&changed, &lock);
    }
    return pthread_mutex_unlock(&lock);
}

int pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&lock);
    pool->stopped = true;
    pthread_cond_broadcast(&changed);
    return pthread_mutex_unlock(&lock);
}

int pool_destroy(struct pool *pool)
{
    pool_stop(pool);
    while (pool->alive > 0) {
        pool->alive--;
        pthread_join(pool->threads[pool->alive], NULL);
    }
    free(pool->threads);
    free(pool);
    return 0;
}

int future_wait(struct future *future, void **result)
{
    pthread_mutex_lock(&lock);
    while (!future->done) {
        pthread_cond_wait(&changed, &lock);
    }
    if (result != NULL) {
        *result = future->result;
    }
    return pthread_mutex_unlock(&lock);
}

int future_destroy(struct future *future)
{
    future_wait(future, NULL);
    free(future);
    return 0;
}
