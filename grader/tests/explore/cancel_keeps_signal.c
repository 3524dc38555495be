/* A waiter that is cancelled takes no signal along that another one could have:
 * of two workers the one that stays does the job.
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static pthread_cond_t idle = PTHREAD_COND_INITIALIZER;
static int jobs, waiting;

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static void *serve(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    waiting++;
    pthread_cond_signal(&idle);
    while (jobs == 0)
        pthread_cond_wait(&work, &lock);
    jobs--;
    pthread_cond_signal(&idle);
    pthread_cleanup_pop(1);
    return unused;
}

int main(void)
{
    pthread_t leaver, stayer;
    pthread_create(&leaver, NULL, serve, NULL);
    pthread_create(&stayer, NULL, serve, NULL);
    pthread_mutex_lock(&lock);
    while (waiting < 2)
        pthread_cond_wait(&idle, &lock);
    jobs = 1;
    pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
    pthread_cancel(leaver);
    pthread_join(leaver, NULL);
    pthread_mutex_lock(&lock);
    while (jobs > 0)
        pthread_cond_wait(&idle, &lock);
    pthread_mutex_unlock(&lock);
    pthread_cancel(stayer);
    pthread_join(stayer, NULL);
    return 0;
}
