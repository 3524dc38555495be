/* A signal that a cancelled waiter took along leaves nothing behind: the next
 * one reaches the next waiter.
 * Figures: "every":1
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int open;

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static void *wait(void *number)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    while (open < *(int *)number)
        pthread_cond_wait(&ready, &lock);
    pthread_cleanup_pop(1);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int one = 1, two = 2;
    pthread_create(&thread, NULL, wait, &two);
    pthread_mutex_lock(&lock);
    open = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&lock);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    open = 0;
    pthread_mutex_unlock(&lock);
    pthread_create(&thread, NULL, wait, &one);
    pthread_mutex_lock(&lock);
    open = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}
