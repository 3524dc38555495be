/* A handler runs while its thread waits for a mutex, a condition or a barrier,
 * and then the wait goes on: no wakeup is lost meanwhile.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static bool ready;
static sem_t heard;

static void handle(int number)
{
    (void)number;
    sem_post(&heard);
}

static void *wait(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!ready)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    pthread_barrier_wait(&barrier);
    return unused;
}

int main(void)
{
    pthread_t thread;
    signal(SIGUSR1, handle);
    sem_init(&heard, 0, 0);
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&thread, NULL, wait, NULL);
    pthread_kill(thread, SIGUSR1);
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    pthread_barrier_wait(&barrier);
    pthread_join(thread, NULL);
    sem_destroy(&heard);
    return 0;
}
