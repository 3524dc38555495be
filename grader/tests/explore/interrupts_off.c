/* Without a handler no wait is interrupted.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t ready;

static void *prepare(void *unused)
{
    sem_post(&ready);
    return unused;
}

int main(void)
{
    pthread_t other;
    sem_init(&ready, 0, 0);
    pthread_create(&other, NULL, prepare, NULL);
    assert(sem_wait(&ready) == 0);
    pthread_join(other, NULL);
    sem_destroy(&ready);
    return 0;
}
