/* A recursive mutex serves a condition wait if it is locked once, and has as
 * many levels after a wait as before.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static int go;

static void *send(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
    go = 1;
    pthread_mutex_unlock(&lock);
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void unlock(int levels)
{
    for (int i = 0; i < levels; i++)
        assert(pthread_mutex_unlock(&lock) == 0);
    assert(pthread_mutex_unlock(&lock) == EPERM);
}

int main(void)
{
    pthread_t other;
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec++;
    pthread_create(&other, NULL, send, NULL);
    pthread_mutex_lock(&lock);
    while (!go)
        pthread_cond_wait(&changed, &lock);
    unlock(1);
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
    while (pthread_cond_timedwait(&never, &lock, &deadline) == 0)
        ;
    unlock(2);
    pthread_join(other, NULL);
    return 0;
}
