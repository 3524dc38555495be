/* An alarm in minutes stops those who work until it rings, and who poll for it.
 * Finding: race
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int stop;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int rounds, ended;

static void ring(int number)
{
    (void)number;
    stop = 1;
}

static void *work(void *unused)
{
    while (!stop) {
        pthread_mutex_lock(&lock);
        rounds++;
        pthread_mutex_unlock(&lock);
    }
#ifdef FIX
    pthread_mutex_lock(&lock);
#endif
    ended++;
#ifdef FIX
    pthread_mutex_unlock(&lock);
#endif
    return unused;
}

int main(void)
{
    pthread_t a, b;
    signal(SIGALRM, ring);
    alarm(60);
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
