/* A handler without SA_RESTART ends a wait on a semaphore, and a sleep with any
 * flags; with FIX what was interrupted goes on.
 * Finding: assertion
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

static sem_t ready;
static volatile sig_atomic_t ran;

static void handle(int number)
{
    (void)number;
    ran = 1;
}

static void *wait(void *unused)
{
#ifdef FIX
    while (sem_wait(&ready) == -1)
        assert(errno == EINTR && ran);
    struct timespec left = {.tv_sec = 1}, span;
    do
        span = left;
    while (nanosleep(&span, &left) == -1 && errno == EINTR && ran);
#else
    assert(sem_wait(&ready) == 0);
#endif
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct sigaction action = {.sa_handler = handle};
    sigaction(SIGUSR1, &action, NULL);
    sem_init(&ready, 0, 0);
    pthread_create(&thread, NULL, wait, NULL);
    pthread_kill(thread, SIGUSR1);
    sem_post(&ready);
    pthread_join(thread, NULL);
    sem_destroy(&ready);
    return 0;
}
