/* Two-stage locking: a writer changes two fields that belong together, each
 * under its own lock; a reader that comes in between finds them apart. With
 * TOGETHER the first lock is kept until the second is taken, by both. */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t first_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second_lock = PTHREAD_MUTEX_INITIALIZER;
static int first, second;

static void hand_over(void)
{
#ifdef TOGETHER
    pthread_mutex_lock(&second_lock);
    pthread_mutex_unlock(&first_lock);
#else
    pthread_mutex_unlock(&first_lock);
    pthread_mutex_lock(&second_lock);
#endif
}

static void *write_both(void *unused)
{
    pthread_mutex_lock(&first_lock);
    first = 1;
    hand_over();
    second = 2;
    pthread_mutex_unlock(&second_lock);
    return unused;
}

static void *read_both(void *unused)
{
    pthread_mutex_lock(&first_lock);
    int seen = first;
    hand_over();
    assert(second == 2 * seen);
    pthread_mutex_unlock(&second_lock);
    return unused;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL,
                       i + 1 < THREADS ? write_both : read_both, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
