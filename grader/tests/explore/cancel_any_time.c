/* A thread that may be cancelled at any time need not come to a point.
 * Figures: "every":1
 * Figures: "schedules":10[,}]
 */
#include <assert.h>
#include <pthread.h>

static volatile long count;

static void *work(void *unused)
{
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    for (;;)
        count++;
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, work, NULL);
    assert(pthread_cancel(thread) == 0);
    assert(pthread_join(thread, &result) == 0);
    assert(result == PTHREAD_CANCELED);
    return 0;
}
