/* Who is about to signal does not wait: it can't take the wakeup that was meant
 * for the one waiter, which must not leave it behind.
 * Options: --schedules 15000
 */
#include <pthread.h>
#include <stdbool.h>

enum { ROUNDS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t emptied = PTHREAD_COND_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static bool full;

static void turn(bool fill, pthread_cond_t *before, pthread_cond_t *after)
{
    pthread_mutex_lock(&lock);
    while (full == fill)
        pthread_cond_wait(before, &lock);
    full = fill;
    pthread_mutex_unlock(&lock);
    pthread_cond_signal(after);
}

static void *produce(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        turn(true, &emptied, &filled);
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < ROUNDS; i++)
        turn(false, &filled, &emptied);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, produce, NULL);
    pthread_create(&b, NULL, consume, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
