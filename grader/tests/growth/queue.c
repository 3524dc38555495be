/* A producer of what N consumers wait for, K times each, on a condition
 * variable. */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static int things, taken;

static void *produce(void *unused)
{
    for (int i = 0; i < N * K; i++) {
        pthread_mutex_lock(&mutex);
        things++;
        pthread_cond_signal(&filled);
        pthread_mutex_unlock(&mutex);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < K; i++) {
        pthread_mutex_lock(&mutex);
        while (things == 0)
            pthread_cond_wait(&filled, &mutex);
        things--;
        taken++;
        pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[N + 1];
    pthread_create(&threads[N], NULL, produce, NULL);
    for (int i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, consume, NULL);
    for (int i = 0; i <= N; i++)
        pthread_join(threads[i], NULL);
    assert(things == 0 && taken == N * K);
    return 0;
}
