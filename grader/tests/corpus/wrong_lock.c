/* Both threads lock, but not the same lock.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static int total;

static void *deposit(void *unused)
{
    pthread_mutex_lock(&a);
    total += 10;
    pthread_mutex_unlock(&a);
    return unused;
}

static void *charge(void *unused)
{
    pthread_mutex_lock(&b);
    total -= 3;
    pthread_mutex_unlock(&b);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, deposit, NULL);
    pthread_create(&b, NULL, charge, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(total == 7);
    return 0;
}
