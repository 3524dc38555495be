/* SIGTERM comes from outside, and the server ends: with a status of its own, as
 * it may. Without FIX the workers are not woken.
 * Finding: deadlock
 * Options: --signal 15
 */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool stop;

static void *serve(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!stop)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sigset_t signals;
    int number;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    pthread_create(&thread, NULL, serve, NULL);
    sigwait(&signals, &number);
    pthread_mutex_lock(&lock);
    stop = true;
#ifdef FIX
    pthread_cond_signal(&changed);
#endif
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return number;
}
