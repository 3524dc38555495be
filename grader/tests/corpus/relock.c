/* A function that locks calls another one that locks.
 * Finding: misuse
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
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
