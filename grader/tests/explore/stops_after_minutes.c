/* Threads that work until main stops them minutes later are searched, also
 * beyond that.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { WORKERS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int stop, ended;

static int stopped(void)
{
    pthread_mutex_lock(&lock);
    int now = stop;
    pthread_mutex_unlock(&lock);
    return now;
}

static void *work(void *unused)
{
    while (!stopped()) {
#ifdef PAUSE
        usleep(PAUSE);
#endif
    }
    pthread_mutex_lock(&lock);
    int before = ended;
#ifndef FIX
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
#endif
    ended = before + 1;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    sleep(300);
    pthread_mutex_lock(&lock);
    stop = 1;
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
    assert(ended == WORKERS);
    return 0;
}
