/* A worker that never ends and keeps all it allocates: each schedule is cut.
 * Options: --schedules 300 --steps 50000
 * Figures: "cut":299[,}]
 * Figures: "random":[1-9]
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        if (!malloc(64))
            return unused;
        pthread_mutex_unlock(&lock);
    }
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    return 0;
}
