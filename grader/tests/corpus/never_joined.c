/* A thread that is neither joined nor detached.
 * Finding: misuse
 * Options: --leaks
 */
#include <pthread.h>

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    return 0;
}
