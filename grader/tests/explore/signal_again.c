/* A server takes SIGHUP, which somebody outside sends, and goes on waiting: for
 * the same once more, or for SIGTERM. That is no deadlock.
 * Options: --signal 1
 * Note: misuse
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static sigset_t signals;
static int reloads;

static void *serve(void *unused)
{
    int number;
    while (sigwait(&signals, &number) == 0 && number != SIGTERM)
        reloads++;
    return unused;
}

int main(void)
{
    pthread_t thread;
    sigemptyset(&signals);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    pthread_create(&thread, NULL, serve, NULL);
    pthread_join(thread, NULL);
    return reloads;
}
