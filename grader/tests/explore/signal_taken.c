/* A thread of its own takes the signals of a process, each once, as POSIX
 * recommends. Without FIX one thread does not block them, and all end.
 * Finding: exit
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static sigset_t signals;
static int terms, users;

static void *take(void *unused)
{
    int number;
    for (int i = 0; i < 2; i++) {
        assert(sigwait(&signals, &number) == 0);
        terms += number == SIGTERM;
        users += number == SIGUSR1;
    }
    siginfo_t info;
    assert(sigtimedwait(&signals, &info, &(struct timespec){0}) == -1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    pthread_create(&thread, NULL, take, NULL);
#ifndef FIX
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
#endif
    kill(getpid(), SIGTERM);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    assert(terms == 1 && users == 1);
    return 0;
}
