/* A handler ends its thread, which waits in a call that may be interrupted so.
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static int left;

static void leave(int number)
{
    (void)number;
    pthread_exit(&left);
}

static void *wait(void *unused)
{
    for (;;)
        pause();
    return unused;
}

int main(void)
{
    pthread_t thread;
    void *result;
    signal(SIGUSR1, leave);
    pthread_create(&thread, NULL, wait, NULL);
    assert(pthread_kill(thread, SIGUSR1) == 0);
    pthread_join(thread, &result);
    assert(result == &left);
    return 0;
}
