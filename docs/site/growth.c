/*
 * Threads that each take a turn with one lock and count, for the figure on the
 * explorer's page: nothing is wrong here, so every schedule must be run.
 */
#include <pthread.h>

#ifndef THREADS
#define THREADS 2
#endif
enum { TURNS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long counter; /* guarded by lock */

static void *count(void *unused)
{
    for (int i = 0; i < TURNS; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t thread[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&thread[i], NULL, count, NULL) != 0)
            return 1;
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    return counter == THREADS * TURNS ? 0 : 1;
}
