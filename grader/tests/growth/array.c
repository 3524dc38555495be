/* An array as a queue of many producers and consumers: N of each, K times. With
 * the orders that it needs. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static struct slot {
    atomic_int filled;
    int value;
} slots[N * K];
static atomic_int in, out;

static void *produce(void *unused)
{
    for (int i = 0; i < K; i++) {
        int at = atomic_fetch_add_explicit(&in, 1, memory_order_relaxed);
        slots[at].value = at;
        atomic_store_explicit(&slots[at].filled, 1, memory_order_release);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < K; i++) {
        int at = atomic_fetch_add_explicit(&out, 1, memory_order_relaxed);
        while (!atomic_load_explicit(&slots[at].filled, memory_order_acquire))
            continue;
        assert(slots[at].value == at);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[2 * N];
    for (int i = 0; i < N; i++) {
        pthread_create(&threads[2 * i], NULL, produce, NULL);
        pthread_create(&threads[2 * i + 1], NULL, consume, NULL);
    }
    for (int i = 0; i < 2 * N; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
