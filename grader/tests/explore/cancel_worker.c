/* A worker is cancelled where it waits: the mutex is its own again, and nobody
 * gives it back unless a cleanup handler does.
 * Finding: deadlock
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static int jobs = 0, done = 0;

static void leave(void *mutex)
{
    done += 100;
#ifdef FIX
    pthread_mutex_unlock(mutex);
#else
    (void)mutex;
#endif
}

static void *serve(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(leave, &lock);
    for (;;) {
        while (jobs == 0)
            pthread_cond_wait(&work, &lock);
        jobs--;
        done++;
    }
    pthread_cleanup_pop(0);
    return unused;
}

int main(void)
{
    pthread_t worker;
    void *result;
    pthread_create(&worker, NULL, serve, NULL);
    pthread_mutex_lock(&lock);
    jobs = 2;
    pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
    assert(pthread_cancel(worker) == 0);
    assert(pthread_join(worker, &result) == 0);
    assert(result == PTHREAD_CANCELED);
    pthread_mutex_lock(&lock);
    assert(done >= 100 && done + jobs == 102);
    pthread_mutex_unlock(&lock);
    return 0;
}
