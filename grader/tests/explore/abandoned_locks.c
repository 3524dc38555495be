/* Schedules that end with locks held leave nothing to the next ones.
 * Figures: "every":1
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;
static int value;

static void *work(void *unused)
{
    pthread_rwlock_rdlock(&shared);
    pthread_mutex_lock(&lock);
    value++;
    if (value == 2)
        exit(0);
    pthread_mutex_unlock(&lock);
    pthread_rwlock_unlock(&shared);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
