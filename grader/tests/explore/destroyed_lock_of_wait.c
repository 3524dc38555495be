/* Who was woken has still to lock the mutex, which is destroyed meanwhile.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool waits, done;

static void *await(void *unused)
{
    pthread_mutex_lock(&lock);
    waits = true;
    while (!done)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, await, NULL);
    pthread_mutex_lock(&lock);
    done = true;
    pthread_cond_signal(&changed);
    bool both = waits;
    pthread_mutex_unlock(&lock);
    if (both)
        pthread_mutex_destroy(&lock);
    pthread_join(other, NULL);
    return 0;
}
