/* A trylock that succeeds is among the schedules.
 * Finding: assertion
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

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
    pthread_create(&other, NULL, hold, NULL);
    int busy = pthread_mutex_trylock(&lock) == EBUSY;
    if (!busy)
        pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    assert(!(!busy));
    return 0;
}
