/* A timed lock may run out of time.
 * Finding: assertion
 */
#include <assert.h>
#include <errno.h>
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
    struct timespec deadline = {.tv_sec = 5};
    pthread_create(&other, NULL, hold, NULL);
    int error = pthread_mutex_timedlock(&lock, &deadline);
    if (!error)
        pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    assert(!(error == ETIMEDOUT));
    return 0;
}
