/* Waits for locks and barriers are no cancellation points; those for threads,
 * semaphores and time are, and nothing of them is lost.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t both;
static pthread_t other;
static sem_t none;
static int past;

static void *no_points(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    pthread_rwlock_rdlock(&shared);
    pthread_rwlock_unlock(&shared);
    pthread_barrier_wait(&both);
    sem_post(&none);
    sem_trywait(&none);
    past = 1;
    pthread_testcancel();
    past = 2;
    return unused;
}

static void *waits(void *unused)
{
    sem_wait(&none);
    return unused;
}

static void *sleeps(void *unused)
{
    for (;;)
        sleep(1);
    return unused;
}

static void *naps(void *unused)
{
    const struct timespec span = {.tv_nsec = 1000};
    for (;;)
        nanosleep(&span, NULL);
    return unused;
}

static void *timed(void *unused)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1000;
    while (sem_timedwait(&none, &until) != 0)
        until.tv_sec += 1000;
    return unused;
}

static void *joins(void *unused)
{
    pthread_join(other, NULL);
    return unused;
}

static void cancelled(pthread_t thread)
{
    void *result;
    assert(pthread_cancel(thread) == 0);
    assert(pthread_join(thread, &result) == 0);
    assert(result == PTHREAD_CANCELED);
}

static void locks(void)
{
    pthread_t thread;
    void *result;
    pthread_mutex_lock(&lock);
    pthread_rwlock_wrlock(&shared);
    pthread_create(&thread, NULL, no_points, NULL);
    pthread_cancel(thread);
    pthread_mutex_unlock(&lock);
    pthread_rwlock_unlock(&shared);
    pthread_barrier_wait(&both);
    pthread_join(thread, &result);
    assert(result == PTHREAD_CANCELED && past == 1);
}

int main(void)
{
    void *(*const points[])(void *) = {waits, sleeps, naps, timed};
    pthread_t thread;
    sem_init(&none, 0, 0);
    pthread_barrier_init(&both, NULL, 2);
    locks();
    for (unsigned i = 0; i < sizeof points / sizeof points[0]; i++) {
        pthread_create(&thread, NULL, points[i], NULL);
        cancelled(thread);
    }
    pthread_create(&other, NULL, waits, NULL);
    pthread_create(&thread, NULL, joins, NULL);
    cancelled(thread);
    sem_post(&none);
    assert(pthread_join(other, NULL) == 0);
    assert(pthread_barrier_destroy(&both) == 0);
    return 0;
}
