/* Who ended and was not joined may be cancelled; who was joined is no more.
 * Finding: misuse
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>

static void *work(void *argument)
{
    return argument;
}

int main(void)
{
    pthread_t thread;
    int value;
    void *result;
    pthread_create(&thread, NULL, work, &value);
    while (pthread_tryjoin_np(thread, &result) != 0)
        assert(pthread_kill(thread, 0) == 0);
    assert(result == &value);
    pthread_create(&thread, NULL, work, &value);
    assert(pthread_cancel(thread) == 0);
    pthread_join(thread, &result);
    assert(result == &value);
#ifndef FIX
    pthread_cancel(thread);
#endif
    return 0;
}
