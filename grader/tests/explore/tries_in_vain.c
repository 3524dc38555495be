/* A thread that tries for a lock that nobody gives back.
 * Finding: livelock
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *try(void *unused)
{
    while (pthread_mutex_trylock(&lock))
        continue;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t one, two;
    pthread_mutex_lock(&lock);
    pthread_create(&one, NULL, try, NULL);
    pthread_create(&two, NULL, try, NULL);
#ifdef FIX
    pthread_mutex_unlock(&lock);
#endif
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
