/* A deadline that is no time is refused by a call that would have to wait.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *ask(void *unused)
{
    const struct timespec never = {.tv_nsec = 1000000000};
    assert(pthread_mutex_timedlock(&lock, &never) == EINVAL);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_mutex_lock(&lock);
    pthread_create(&other, NULL, ask, NULL);
    pthread_join(other, NULL);
    pthread_mutex_unlock(&lock);
    return 0;
}
