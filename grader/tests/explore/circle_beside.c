/* Two threads wait for each other's locks while main goes on for ever; with
 * FIX, one of the two gives up in time.
 * Finding: deadlock
 */
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;

static void *patiently(void *unused)
{
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return unused;
}

static void *impatiently(void *unused)
{
    pthread_mutex_lock(&b);
#ifdef FIX
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    if (pthread_mutex_timedlock(&a, &until) == 0)
        pthread_mutex_unlock(&a);
#else
    pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a);
#endif
    pthread_mutex_unlock(&b);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, patiently, NULL);
    pthread_create(&thread, NULL, impatiently, NULL);
    for (;;)
        sleep(1);
}
