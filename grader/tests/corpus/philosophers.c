/* Five philosophers, each takes the left fork first.
 * Finding: deadlock
 */
#include <pthread.h>

enum { COUNT = 5 };

static pthread_mutex_t forks[COUNT] = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER};
static int numbers[COUNT] = {0, 1, 2, 3, 4};

static void *dine(void *number)
{
    int own = *(int *)number, next = (own + 1) % COUNT;
    int first = own, second = next;
    pthread_mutex_lock(&forks[first]);
    pthread_mutex_lock(&forks[second]);
    pthread_mutex_unlock(&forks[second]);
    pthread_mutex_unlock(&forks[first]);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, dine, &numbers[i]);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
