/* Its own pthread_mutex_lock() locks nothing.
 * Finding: race
 */
#include <pthread.h>

static pthread_mutex_t lock;
static int threads;

static void *count(void *unused)
{
    pthread_mutex_lock(&lock);
    threads++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, count, NULL);
    count(NULL);
    pthread_join(other, NULL);
    return 0;
}
