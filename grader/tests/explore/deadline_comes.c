/* A wait is over, without the adversary, once a sleep elsewhere has brought its
 * deadline: it is nothing that one can wait for in vain.
 * Figures: "every":1
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t over;

/* Only its own end lets main go on. */
static void *wait(void *until)
{
    assert(pthread_mutex_timedlock(&lock, until) == ETIMEDOUT);
    sem_post(&over);
    return NULL;
}

int main(void)
{
    pthread_t waiter;
    struct timespec until;
    sem_init(&over, 0, 0);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    pthread_mutex_lock(&lock);
    pthread_create(&waiter, NULL, wait, &until);
    sleep(2);
    while (sem_trywait(&over))
        sched_yield();
    pthread_mutex_unlock(&lock);
    pthread_join(waiter, NULL);
    return 0;
}
