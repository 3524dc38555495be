/* Who polls under a lock waits, and hides nothing.
 * Finding: assertion
 * Figures: "strategy":"classes"
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int jobs = 2, taken, done;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    int seen = jobs;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    if (seen > 1) {
        jobs--;
        taken++;
    }
    done++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    int seen = 0;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    while (seen < 2) {
        pthread_mutex_lock(&lock);
        seen = done;
        pthread_mutex_unlock(&lock);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(taken == 1);
    return 0;
}
