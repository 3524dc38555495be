/* exit(0) ends the program, with threads that still run, and is no finding.
 * Figures: "every":1
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

static sem_t never;

static void *work(void *unused)
{
    while (sem_wait(&never) == -1)
        continue;
    return unused;
}

int main(void)
{
    pthread_t a;
    sem_init(&never, 0, 0);
    pthread_create(&a, NULL, work, NULL);
    exit(0);
}
