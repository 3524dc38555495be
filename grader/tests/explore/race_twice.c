/* A race for which a thread must be woken twice for no reason.
 * Finding: race
 */
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool ready;
static int letter;

static void *prepare(void *unused)
{
    letter++;
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, prepare, NULL);
    pthread_mutex_lock(&lock);
#ifdef FIX
    while (!ready)
        pthread_cond_wait(&changed, &lock);
#endif
    for (int i = 0; i < 2 && !ready; i++)
        pthread_cond_wait(&changed, &lock);
    letter++;
    pthread_mutex_unlock(&lock);
    pthread_join(other, NULL);
    return 0;
}
