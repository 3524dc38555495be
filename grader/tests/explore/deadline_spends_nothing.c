/* Whose deadline has passed when it calls spends nothing of what the adversary
 * may do: the one timeout that breaks the program is still to come.
 * Finding: assertion
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static sem_t reply;

static void *give(void *unused)
{
    sem_post(&reply);
    return unused;
}

int main(void)
{
    pthread_t giver;
    struct timespec until = {.tv_sec = 1};
    sem_init(&reply, 0, 0);
    assert(sem_timedwait(&reply, &until) == -1 && errno == ETIMEDOUT);
    pthread_create(&giver, NULL, give, NULL);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    int late = sem_timedwait(&reply, &until);
#ifdef FIX
    while (late && sem_wait(&reply) == 0)
        late = 0;
#endif
    assert(late == 0);
    pthread_join(giver, NULL);
    return 0;
}
