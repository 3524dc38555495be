/* One atomic object is what all its accesses have in common: two of different
 * sizes have no order.
 * Finding: misuse
 */
#include <pthread.h>
#include <stdatomic.h>

static _Atomic long word;

static void *store_half(void *unused)
{
    __atomic_store_n((int *)&word, 1, __ATOMIC_RELAXED);
    return unused;
}

int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, store_half, NULL);
    atomic_load_explicit(&word, memory_order_relaxed);
    pthread_join(other, NULL);
    return 0;
}
