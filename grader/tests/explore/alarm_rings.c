/* SIGALRM may come while a worker works, and comes when all wait: then the
 * handler runs. Without FIX it is taken for granted that the work is done.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t rings;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int done;

static void ring(int number)
{
    (void)number;
    rings++;
}

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    done = 1;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sigset_t mask, open;
    signal(SIGALRM, ring);
    sigemptyset(&mask);
    sigaddset(&mask, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &mask, &open);
    pthread_create(&thread, NULL, work, NULL);
    assert(alarm(2) == 0 && alarm(3) == 2);
    while (!rings)
        sigsuspend(&open);
#ifdef FIX
    pthread_join(thread, NULL);
#endif
    pthread_mutex_lock(&lock);
    assert(done);
    pthread_mutex_unlock(&lock);
#ifdef FIX
    struct itimerval often = {{0, 500000}, {0, 500000}}, now;
    assert(setitimer(ITIMER_REAL, &often, NULL) == 0);
    while (rings < 3)
        sigsuspend(&open);
    assert(getitimer(ITIMER_REAL, &now) == 0);
    assert(now.it_interval.tv_usec == 500000);
    alarm(0);
#else
    pthread_join(thread, NULL);
#endif
    return 0;
}
