#include <pthread.h>

void wait(int *semaphore);
void signal(int *semaphore);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t positive = PTHREAD_COND_INITIALIZER;

void wait(int *semaphore)
{
    pthread_mutex_lock(&lock);
    while (*semaphore == 0)
        pthread_cond_wait(&positive, &lock);
    --*semaphore;
    pthread_mutex_unlock(&lock);
}

void signal(int *semaphore)
{
    pthread_mutex_lock(&lock);
    ++*semaphore;
    pthread_cond_signal(&positive);
    pthread_mutex_unlock(&lock);
}
