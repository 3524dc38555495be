/* N threads, each K times: store one's own, add to what is shared, load the
 * neighbour's; all atomic. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int own[N], shared;

static void *look(void *argument)
{
    long me = (atomic_int *)argument - own;
    for (int i = 0; i < K; i++) {
        atomic_store((atomic_int *)argument, i + 1);
        atomic_fetch_add(&shared, 1);
        (void)atomic_load(&own[(me + 1) % N]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[N];
    for (int i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, look, &own[i]);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    assert(shared == N * K);
    return 0;
}
