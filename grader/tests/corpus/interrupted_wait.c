/* sem_wait() may return without having waited, and nobody looks.
 * Finding: race
 * Options: --interrupts
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t mutex;
static int counter;

static void *increment(void *unused)
{
    sem_wait(&mutex);
    counter = counter + 1;
    sem_post(&mutex);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&mutex, 0, 1);
    pthread_create(&a, NULL, increment, NULL);
    pthread_create(&b, NULL, increment, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(counter == 2);
    sem_destroy(&mutex);
    return 0;
}
