/* Polling under a lock is slow, but right: with patience schedules come to
 * their ends, and nothing is found.
 * Options: --schedules 2000
 * Figures: "cut":[1-9]
 * Figures: "every":0
 * Figures: "beginnings":\[\{"steps":250,"bound":[0-9]
 * Figures: \{"steps":1000,"bound":[0-9]
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int done;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    done++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    int seen = 0;
    pthread_create(&thread, NULL, work, NULL);
    while (!seen) {
        pthread_mutex_lock(&lock);
        seen = done;
        pthread_mutex_unlock(&lock);
    }
    pthread_join(thread, NULL);
    return 0;
}
