/* Stores seen out of order: setters store a, then b; a checker that comes in
 * between sees one without the other. THREADS setters and checkers in all; with
 * TOGETHER both stores are one critical section, and so is the check. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int a, b;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void enter(void)
{
#ifdef TOGETHER
    pthread_mutex_lock(&lock);
#endif
}

static void leave(void)
{
#ifdef TOGETHER
    pthread_mutex_unlock(&lock);
#endif
}

static void *set(void *unused)
{
    enter();
    atomic_store(&a, 1);
    atomic_store(&b, -1);
    leave();
    return unused;
}

static void *check(void *unused)
{
    enter();
    int first = atomic_load(&a), second = atomic_load(&b);
    leave();
    assert((first == 0 && second == 0) || (first == 1 && second == -1));
    return unused;
}

int main(void)
{
    pthread_t threads[THREADS];
    pthread_mutex_init(&lock, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, i + 1 < THREADS ? set : check, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
