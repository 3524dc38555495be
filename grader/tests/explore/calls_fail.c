/* Where it was asked for, an init or create call fails.
 * Finding: assertion
 * Options: --fail-calls
 */
#include <assert.h>
#include <pthread.h>

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread;
    assert(pthread_create(&thread, NULL, work, NULL) == 0);
    pthread_join(thread, NULL);
    return 0;
}
