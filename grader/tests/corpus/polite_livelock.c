/* Both wait until the other does not want to enter any more.
 * Finding: livelock
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static atomic_int wants[2];
static int inside;
static int numbers[2] = {0, 1};

static void *enter(void *number)
{
    int own = *(int *)number;
    atomic_store(&wants[own], 1);
    while (atomic_load(&wants[1 - own]))
        sched_yield();
    inside++;
    atomic_store(&wants[own], 0);
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, enter, &numbers[0]);
    pthread_create(&b, NULL, enter, &numbers[1]);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
