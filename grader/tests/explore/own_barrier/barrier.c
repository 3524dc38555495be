#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER;
static unsigned needed;
unsigned present; /* main looks whether it was this barrier */

int pthread_barrier_init(pthread_barrier_t *barrier,
                         const pthread_barrierattr_t *unused, unsigned count)
{
    (void)barrier;
    (void)unused;
    needed = count;
    return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    (void)barrier;
    pthread_mutex_lock(&lock);
    if (++present == needed)
        pthread_cond_broadcast(&full);
    while (present < needed)
        pthread_cond_wait(&full, &lock);
    pthread_mutex_unlock(&lock);
    return 0;
}
