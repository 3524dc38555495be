/* A pool that is shut by cancelling its workers: one of them has just taken a
 * job and is not at a point, so all that was taken is done.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

enum { WORKERS = 2, JOBS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t any = PTHREAD_COND_INITIALIZER;
static int waiting, taken, done;

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static void take(void)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    while (waiting == 0)
        pthread_cond_wait(&any, &lock);
    waiting--;
    taken++;
    pthread_cleanup_pop(1);
}

static void *serve(void *unused)
{
    for (;;) {
        take();
        pthread_mutex_lock(&lock);
        done++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        pthread_create(&workers[i], NULL, serve, NULL);
    for (int i = 0; i < JOBS; i++) {
        pthread_mutex_lock(&lock);
        waiting++;
        pthread_cond_signal(&any);
        pthread_mutex_unlock(&lock);
    }
    for (int i = 0; i < WORKERS; i++)
        pthread_cancel(workers[i]);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i], NULL);
    assert(taken == done && taken + waiting == JOBS);
    return 0;
}
