/* One waits for a signal, another for a permit: no lost wakeup alone.
 * Finding: deadlock
 */
#include <pthread.h>
#include <semaphore.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static sem_t none;

static void *wait_for_signal(void *unused)
{
    pthread_mutex_lock(&lock);
    for (;;)
        pthread_cond_wait(&never, &lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&none, 0, 0);
    pthread_create(&thread, NULL, wait_for_signal, NULL);
    while (sem_wait(&none) != 0)
        continue;
    pthread_join(thread, NULL);
    return 0;
}
