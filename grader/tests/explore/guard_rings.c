/* An alarm that guards against hangs rings only if there is one.
 * Finding: crash
 */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static sem_t done;

static void ring(int number)
{
    (void)number;
    abort();
}

static void *work(void *unused)
{
#ifdef FIX
    sem_post(&done);
#endif
    return unused;
}

int main(void)
{
    pthread_t worker;
    const struct sigaction rings = {.sa_handler = ring};
    sem_init(&done, 0, 0);
    sigaction(SIGALRM, &rings, NULL);
    alarm(120);
    pthread_create(&worker, NULL, work, NULL);
    while (sem_wait(&done))
        ;
    pthread_join(worker, NULL);
    alarm(0);
    return 0;
}
