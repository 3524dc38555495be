/* A loop that waits for a flag ends, whatever the order, and costs few
 * schedules.
 * Figures: "every":1
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static atomic_int flag;

static void *await(void *unused)
{
    while (!atomic_load(&flag))
        sched_yield();
    while (atomic_load(&flag) != 2)
        continue;
    return unused;
}

static void *set(void *unused)
{
    atomic_store(&flag, 1);
    atomic_store(&flag, 2);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, await, NULL);
    pthread_create(&b, NULL, set, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
