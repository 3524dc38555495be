/* Whether two threads that poll and count go on for ever can't be proved: the
 * schedules are cut, and nobody is accused.
 * Options: --schedules 300
 * Figures: "cut":[1-9]
 * Figures: "diverged":0
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static atomic_int flag;
static long looks;

static void *await(void *unused)
{
    while (!atomic_load(&flag)) {
        sched_yield();
        looks++;
    }
    return unused;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, await, NULL);
    pthread_join(waiter, NULL);
    return 0;
}
