/* A wait whose deadline has passed is a cancellation point like any other; main
 * may be cancelled, and threads that are detached.
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static pthread_t first;
static bool handled;

static void leave(void *mutex)
{
    handled = true;
    pthread_mutex_unlock(mutex);
}

static void *cancel_main(void *unused)
{
    void *result;
    assert(pthread_cancel(first) == 0);
    assert(pthread_join(first, &result) == 0);
    assert(result == PTHREAD_CANCELED && handled);
    return unused;
}

static void *doze(void *unused)
{
    for (;;)
        sleep(1);
    return unused;
}

int main(void)
{
    const struct timespec past = {.tv_sec = 1};
    pthread_t thread;
    first = pthread_self();
    pthread_create(&thread, NULL, doze, NULL);
    pthread_detach(thread);
    assert(pthread_cancel(thread) == 0);
    pthread_create(&thread, NULL, cancel_main, NULL);
    pthread_detach(thread);
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(leave, &lock);
    for (;;)
        pthread_cond_timedwait(&never, &lock, &past);
    pthread_cleanup_pop(0);
}
