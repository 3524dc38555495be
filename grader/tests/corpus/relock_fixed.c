/* A recursive mutex may be taken again by its owner. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int depth;

static void inner(void)
{
    pthread_mutex_lock(&lock);
    depth++;
    pthread_mutex_unlock(&lock);
}

static void *outer(void *unused)
{
    pthread_mutex_lock(&lock);
    inner();
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, outer, NULL);
    pthread_create(&b, NULL, outer, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
