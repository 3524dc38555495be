/* The token is passed on by a signal that may wake the wrong thread.
 * Finding: deadlock
 */
#include <assert.h>
#include <pthread.h>

enum { COUNT = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t passed = PTHREAD_COND_INITIALIZER;
static int numbers[COUNT] = {0, 1, 2, 3};
static int token;

static void *hold(void *number)
{
    int own = *(int *)number;
    pthread_mutex_lock(&lock);
    while (token != own)
        pthread_cond_wait(&passed, &lock);
    token++;
    pthread_cond_signal(&passed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        pthread_create(&threads[i], NULL, hold, &numbers[i]);
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    assert(token == COUNT);
    return 0;
}
