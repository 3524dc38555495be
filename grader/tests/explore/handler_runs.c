/* A signal that a thread sends to itself is taken before the call returns, on
 * its own stack, with what it blocks meanwhile; or when it is unblocked.
 * Figures: "every":1
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t count, code, inner;

static void simple(int number)
{
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    assert(sigismember(&mask, number) == 1);
    assert(sigismember(&mask, SIGUSR2) == 1);
    count++;
    if (count == 1)
        raise(number);
}

static void informed(int number, siginfo_t *info, void *context)
{
    assert(info->si_signo == number && context);
    assert(info->si_code == SI_QUEUE ? info->si_value.sival_int == 7
                                     : info->si_pid == getpid());
    code = info->si_code;
    if (inner++ == 0)
        raise(number);
    assert(inner == 2);
}

int main(void)
{
    struct sigaction action = {.sa_handler = simple};
    sigset_t mask, pending;
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, NULL);
    assert(raise(SIGUSR1) == 0 && count == 2);

    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &mask, NULL);
    assert(kill(getpid(), SIGUSR1) == 0 && kill(getpid(), SIGUSR1) == 0);
    assert(sigpending(&pending) == 0 && sigismember(&pending, SIGUSR1) == 1);
    assert(count == 2);
    pthread_sigmask(SIG_UNBLOCK, &mask, NULL);
    assert(count == 3);

    struct sigaction more = {.sa_sigaction = informed,
                             .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGTERM, &more, NULL);
    pthread_kill(pthread_self(), SIGTERM);
    assert(inner == 2 && code == SI_TKILL);
    inner = 1;
    sigqueue(getpid(), SIGTERM, (union sigval){.sival_int = 7});
    assert(inner == 2 && code == SI_QUEUE);

    more.sa_flags = SA_SIGINFO | SA_RESETHAND;
    inner = 1;
    sigaction(SIGTERM, &more, NULL);
    raise(SIGTERM);
    sigaction(SIGTERM, NULL, &more);
    assert(more.sa_handler == SIG_DFL);
    assert(raise(SIGCHLD) == 0);
    signal(SIGTERM, SIG_IGN);
    assert(raise(SIGTERM) == 0 && raise(99) == -1);
    return 0;
}
