/* Polling under a lock is slow, but right. By default the one who polls keeps
 * its turn for good; the reduced search sees that it comes round to the same
 * state, and all behaviours are proved.
 * Figures: "every":1
 * Figures: "cut":0
 * Figures: "classes":5[,}]
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
