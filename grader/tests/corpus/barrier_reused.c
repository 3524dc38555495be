/* A home-made barrier whose count is reset while the others still look at it.
 * Finding: deadlock
 */
#include <assert.h>
#include <pthread.h>

enum { COUNT = 2, ROUNDS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER;
static int arrived;

static void meet(void)
{
    pthread_mutex_lock(&lock);
    if (++arrived == COUNT) {
        pthread_cond_broadcast(&full);
        arrived = 0;
    }
    while (arrived != 0)
        pthread_cond_wait(&full, &lock);
    pthread_mutex_unlock(&lock);
}

static void *walk(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        meet();
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, walk, NULL);
    pthread_create(&b, NULL, walk, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
