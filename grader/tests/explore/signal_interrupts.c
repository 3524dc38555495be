/* A handler without SA_RESTART makes a wait fail that takes no EINTR into
 * account; but not in a thread that blocks the signal.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>

static sem_t ready;

static void handle(int number)
{
    (void)number;
}

static void *prepare(void *unused)
{
    sem_post(&ready);
    return unused;
}

int main(void)
{
    pthread_t other;
    struct sigaction action = {.sa_handler = handle}, old;
    assert(sigaction(SIGKILL, &action, NULL) == -1);
    assert(sigaction(SIGTERM, &action, NULL) == 0);
    assert(sigaction(SIGTERM, NULL, &old) == 0 && old.sa_handler == handle);
#ifdef FIX
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
#endif
    sem_init(&ready, 0, 0);
    pthread_create(&other, NULL, prepare, NULL);
    assert(pthread_kill(other, 0) == 0);
    assert(sem_wait(&ready) == 0);
    pthread_join(other, NULL);
    sem_destroy(&ready);
    return 0;
}
