/* One signal wakes one of two waiters, not both.
 * Finding: deadlock
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int waiting, tokens;

static void *await(void *unused)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (tokens == 0)
        pthread_cond_wait(&changed, &lock);
    tokens = 2; /* enough for everyone, but nobody is told */
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, await, NULL);
    pthread_create(&b, NULL, await, NULL);
    pthread_mutex_lock(&lock);
    tokens = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
