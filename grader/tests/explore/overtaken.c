/* Who waits may be passed again and again by one who came later.
 * Finding: starvation
 */
#include <pthread.h>

#include "trial/trial.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static int busy;

static void enter(void)
{
    pthread_mutex_lock(&lock);
    while (busy)
        pthread_cond_wait(&freed, &lock);
    busy = 1;
    pthread_mutex_unlock(&lock);
}

static void leave(void)
{
    pthread_mutex_lock(&lock);
    busy = 0;
    pthread_cond_broadcast(&freed);
    pthread_mutex_unlock(&lock);
}

static void *visit(void *unused)
{
    for (int i = 0; i < 3; i++) {
        trial_arrives();
        enter();
        trial_admitted(1);
        leave();
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, visit, NULL);
    pthread_create(&b, NULL, visit, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
