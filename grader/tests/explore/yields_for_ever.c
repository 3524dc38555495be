/* Threads that serve for ever and offer their turn meanwhile come to the same
 * state again and again. They wait for nothing, so it is no livelock.
 * Options: --schedules 200
 * Figures: "cut":[1-9]
 */
#include <pthread.h>
#include <sched.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *serve(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        sched_yield();
        pthread_mutex_unlock(&lock);
        sched_yield();
    }
    return unused;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, serve, NULL);
    pthread_create(&two, NULL, serve, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
