/* A mutex that processes might share is one that threads share.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock;
static int jobs = 1, taken;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    int left = jobs;
#ifndef FIX
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
#endif
    if (left > 0) {
        jobs--;
        taken++;
    }
    assert(taken == 1);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_mutexattr_t shared;
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&lock, &shared);
    pthread_mutexattr_destroy(&shared);
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
