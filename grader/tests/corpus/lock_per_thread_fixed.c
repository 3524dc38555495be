/* One lock for all; what is counted apart is thread-local, and needs none. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static __thread long own;
static long counter;

static void *count(void *unused)
{
    for (int i = 0; i < 2; i++)
        own++;
    pthread_mutex_lock(&lock);
    counter += own;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, count, NULL);
    pthread_create(&b, NULL, count, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return counter != 4;
}
