/* A server that wakes up each hour serves those who wait for it.
 * Finding: deadlock
 */
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

enum { CLIENTS = 2 };

static pthread_mutex_t desk = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t till = PTHREAD_MUTEX_INITIALIZER;
static sem_t tickets;

static void serve(pthread_mutex_t *first, pthread_mutex_t *second)
{
    pthread_mutex_lock(first);
    pthread_mutex_lock(second);
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
}

static void *client(void *unused)
{
    for (;;) {
        sem_wait(&tickets);
        serve(&desk, &till);
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct timespec hour;
    sem_init(&tickets, 0, 0);
    for (int i = 0; i < CLIENTS; i++)
        pthread_create(&thread, NULL, client, NULL);
    clock_gettime(CLOCK_MONOTONIC, &hour);
    for (;;) {
        hour.tv_sec += 3600;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &hour, NULL);
        sem_post(&tickets);
#ifdef FIX
        serve(&desk, &till);
#else
        serve(&till, &desk);
#endif
    }
}
