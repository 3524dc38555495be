/* The wait is in a loop. */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static int open;

static void *pass(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!open)
        pthread_cond_wait(&opened, &lock);
    assert(open);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *unbar(void *unused)
{
    pthread_mutex_lock(&lock);
    open = 1;
    pthread_cond_signal(&opened);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, pass, NULL);
    pthread_create(&b, NULL, unbar, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
