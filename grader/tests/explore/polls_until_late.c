/* A thread that polls waits for one whose deadline comes some day.
 * Options: --schedules 500
 */
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <time.h>

static atomic_int flag;
static sem_t nobody;

static void *await(void *unused)
{
    while (!atomic_load(&flag))
        sched_yield();
    return unused;
}

int main(void)
{
    pthread_t waiter;
    struct timespec until;
    sem_init(&nobody, 0, 0);
    pthread_create(&waiter, NULL, await, NULL);
    for (int i = 0; i < 2; i++) {
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 3600;
        sem_timedwait(&nobody, &until);
    }
    atomic_store(&flag, 1);
    pthread_join(waiter, NULL);
    return 0;
}
