/* The second interruption finds what an `if` mends only once.
 * Options: --interrupts
 * Finding: assertion
 */
#include <assert.h>
#include <errno.h>
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
    int answer = sem_wait(&ready);
    if (answer != 0 && errno == EINTR)
        answer = sem_wait(&ready);
    assert(answer == 0);
    pthread_join(other, NULL);
    sem_destroy(&ready);
    return 0;
}
