/* One condition variable, one mutex. */
#include <pthread.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int open;

static void *first(void *unused)
{
    pthread_mutex_lock(&a);
    while (!open)
        pthread_cond_wait(&changed, &a);
    pthread_mutex_unlock(&a);
    return unused;
}

static void *second(void *unused)
{
    pthread_mutex_lock(&a);
    while (!open)
        pthread_cond_wait(&changed, &a);
    pthread_mutex_unlock(&a);
    return unused;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, first, NULL);
    pthread_create(&two, NULL, second, NULL);
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    open = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
