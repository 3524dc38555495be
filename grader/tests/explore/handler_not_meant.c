/* A handler for Ctrl-C that ends the program excuses no hang.
 * Finding: lost-wakeup
 */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool ready;

static void give_up(int number)
{
    (void)number;
    exit(0);
}

static void *prepare(void *unused)
{
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread;
    signal(SIGINT, give_up);
    pthread_create(&thread, NULL, prepare, NULL);
    pthread_mutex_lock(&lock);
#ifdef FIX
    while (!ready)
#endif
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
