/* A lock that a cancelled thread leaves behind is worth a note: nobody needs it
 * any more.
 * Note: misuse
 */
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    for (;;)
        sleep(1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    sleep(1);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    return 0;
}
