/* A cycle of three locks, each thread holding one and waiting for the next.
 * Finding: deadlock
 */
#include <pthread.h>

enum { COUNT = 3 };

static pthread_mutex_t locks[COUNT] = {PTHREAD_MUTEX_INITIALIZER,
                                       PTHREAD_MUTEX_INITIALIZER,
                                       PTHREAD_MUTEX_INITIALIZER};
static int numbers[COUNT] = {0, 1, 2};

static void *work(void *number)
{
    int own = *(int *)number, next = (own + 1) % COUNT;
    int first = own, second = next;
    pthread_mutex_lock(&locks[first]);
    pthread_mutex_lock(&locks[second]);
    pthread_mutex_unlock(&locks[second]);
    pthread_mutex_unlock(&locks[first]);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
