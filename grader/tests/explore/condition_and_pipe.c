/* One waits for a signal, another for a byte: no lost wakeup alone.
 * Finding: deadlock
 */
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t early = PTHREAD_COND_INITIALIZER;

static void *wait_for_signal(void *unused)
{
    pthread_mutex_lock(&lock);
    for (;;)
        pthread_cond_wait(&early, &lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    int ends[2];
    char byte;
    if (pipe(ends) != 0)
        return 1;
    pthread_cond_signal(&early);
    pthread_create(&thread, NULL, wait_for_signal, NULL);
    return (int)read(ends[0], &byte, 1);
}
