/* The signal comes between the look at the flag and pause(): it is lost. FIX:
 * it is blocked from the look on, and sigsuspend() lets it come.
 * Finding: deadlock
 */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void handle(int number)
{
    (void)number;
    stop = 1;
}

static void *serve(void *unused)
{
#ifdef FIX
    sigset_t mask, open;
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &mask, &open);
    while (!stop)
        sigsuspend(&open);
#else
    while (!stop)
        pause();
#endif
    return unused;
}

int main(void)
{
    pthread_t thread;
    signal(SIGUSR1, handle);
    pthread_create(&thread, NULL, serve, NULL);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    return 0;
}
