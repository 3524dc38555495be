/* A call whose deadline has passed never waits: it takes what is free, and
 * else gives up at once. It is no writer that waits, either, and holds back no
 * reader.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t table = PTHREAD_RWLOCK_INITIALIZER;
static sem_t none;
static sem_t go;
static mtx_t own;
static pthread_rwlock_t shown = PTHREAD_RWLOCK_INITIALIZER;

static void *look(void *unused)
{
    const struct timespec past = {.tv_sec = 1};
    assert(pthread_mutex_timedlock(&lock, &past) == ETIMEDOUT);
    assert(pthread_mutex_clocklock(&lock, CLOCK_MONOTONIC, &past) == ETIMEDOUT);
    assert(pthread_rwlock_timedrdlock(&table, &past) == ETIMEDOUT);
    assert(pthread_rwlock_timedwrlock(&table, &past) == ETIMEDOUT);
    assert(mtx_timedlock(&own, &past) == thrd_timedout);
    assert(sem_timedwait(&none, &past) == -1 && errno == ETIMEDOUT);
    sem_post(&go);
    assert(pthread_rwlock_timedwrlock(&shown, &past) == ETIMEDOUT);
    return unused;
}

int main(void)
{
    const struct timespec past = {0}, never = {.tv_nsec = -1};
    pthread_t looker;
    sem_init(&none, 0, 0);
    sem_init(&go, 0, 0);
    mtx_init(&own, mtx_timed);
    pthread_mutex_lock(&lock);
    pthread_rwlock_wrlock(&table);
    pthread_rwlock_rdlock(&shown);
    mtx_lock(&own);
    pthread_create(&looker, NULL, look, NULL);
    sem_wait(&go);
    assert(sem_timedwait(&none, &never) == -1 && errno == EINVAL);
    assert(pthread_rwlock_tryrdlock(&shown) == 0);
    mtx_unlock(&own);
    pthread_rwlock_unlock(&table);
    pthread_mutex_unlock(&lock);
    int error = pthread_timedjoin_np(looker, NULL, &past);
    assert(error == 0 || error == ETIMEDOUT);
    if (error)
        pthread_join(looker, NULL);
    return 0;
}
