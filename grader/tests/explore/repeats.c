/* A sample of the schedules is run once more, and goes the same way.
 * Figures: "diverged":0
 * Figures: "every":1
 * Figures: "repeated":[1-9]
 * Figures: "lingering":[1-9]
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int *shared;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    ++*shared;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    shared = calloc(1, sizeof *shared);
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    free(shared);
    return 0;
}
