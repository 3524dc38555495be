/* A handler signals the condition that its thread waits on: neither call is
 * async-signal-safe. FIX: it adds to a semaphore, which is.
 * Finding: misuse
 */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static volatile sig_atomic_t stop;
static sem_t stopped;

static void handle(int number)
{
    (void)number;
    stop = 1;
#ifdef FIX
    sem_post(&stopped);
#else
    pthread_cond_signal(&changed);
#endif
}

static void *work(void *unused)
{
#ifdef FIX
    while (sem_wait(&stopped) == -1)
        continue;
#else
    pthread_mutex_lock(&lock);
    while (!stop)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
#endif
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&stopped, 0, 0);
    signal(SIGUSR1, handle);
    pthread_create(&thread, NULL, work, NULL);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&changed);
    pthread_mutex_destroy(&lock);
    return 0;
}
