/* SIGTERM comes at any moment while a server waits in pause(). FIX: it is
 * blocked but in sigsuspend().
 * Finding: deadlock
 * Options: --signal 15
 */
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void handle(int number)
{
    stop = number;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
#ifdef FIX
    sigset_t mask, open;
    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    sigprocmask(SIG_BLOCK, &mask, &open);
#endif
    sigaction(SIGTERM, &action, NULL);
    while (!stop) {
#ifdef FIX
        sigsuspend(&open);
#else
        pause();
#endif
    }
    return 128 + stop;
}
