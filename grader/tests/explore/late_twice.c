/* A lock that is tried for a time, twice, may be late both times.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += 5;
    pthread_create(&other, NULL, hold, NULL);
    int error = pthread_mutex_timedlock(&lock, &deadline);
    if (error)
        error = pthread_mutex_timedlock(&lock, &deadline);
#ifdef FIX
    if (error)
        error = pthread_mutex_lock(&lock);
#endif
    assert(error == 0);
    pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    return 0;
}
