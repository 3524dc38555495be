/* What is free is had at once, whatever the deadline: no timed call runs out
 * of time then, past its deadline or not.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *end(void *unused)
{
    return unused;
}

static void try_all(clockid_t clock, const struct timespec *deadline)
{
    sem_t one;
    sem_init(&one, 0, 3);
    assert(pthread_mutex_timedlock(&mutex, deadline) == 0);
    pthread_mutex_unlock(&mutex);
    assert(pthread_mutex_clocklock(&mutex, clock, deadline) == 0);
    pthread_mutex_unlock(&mutex);
    assert(pthread_rwlock_timedwrlock(&lock, deadline) == 0);
    pthread_rwlock_unlock(&lock);
    assert(pthread_rwlock_clockwrlock(&lock, clock, deadline) == 0);
    pthread_rwlock_unlock(&lock);
    assert(pthread_rwlock_timedrdlock(&lock, deadline) == 0);
    assert(pthread_rwlock_clockrdlock(&lock, clock, deadline) == 0);
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_unlock(&lock);
    assert(sem_timedwait(&one, deadline) == 0 || errno == EINTR);
    assert(sem_clockwait(&one, clock, deadline) == 0 || errno == EINTR);
    sem_destroy(&one);
}

int main(void)
{
    const struct timespec past = {.tv_sec = 1};
    struct timespec later;
    pthread_t other;
    try_all(CLOCK_MONOTONIC, &past);
    clock_gettime(CLOCK_REALTIME, &later);
    later.tv_sec++;
    try_all(CLOCK_REALTIME, &later);
    pthread_create(&other, NULL, end, NULL);
    while (pthread_timedjoin_np(other, NULL, &past) != 0)
        continue;
    return 0;
}
