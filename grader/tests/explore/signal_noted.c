/* A handler is installed in each schedule anew, and noted. With SA_RESTART it
 * interrupts no wait; nor does one for SIGUSR2, which only a program sends.
 * Note: misuse
 * Figures: "interrupts":0
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
    sigset_t mask;
    assert(pthread_sigmask(SIG_BLOCK, NULL, &mask) == 0);
    assert(sigismember(&mask, SIGTERM) && !sigismember(&mask, SIGINT));
    sem_post(&ready);
    return unused;
}

int main(void)
{
    pthread_t other;
    sigset_t mask;
    assert(signal(SIGUSR1, handle) == SIG_DFL);
    assert(signal(SIGUSR1, handle) == handle);
    assert(sigaction(SIGUSR2, &(struct sigaction){.sa_handler = handle},
                     NULL) == 0);
    assert(signal(SIGPIPE, SIG_IGN) == SIG_DFL);
    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    assert(sigprocmask(SIG_SETMASK, &mask, NULL) == 0);
    sem_init(&ready, 0, 0);
    pthread_create(&other, NULL, prepare, NULL);
    assert(sem_wait(&ready) == 0);
    pthread_join(other, NULL);
    sem_destroy(&ready);
    return 0;
}
