/* A message that arrives before its contents: the flag is stored relaxed.
 * Finding: assertion
 * Figures: "weak_orders":1,"older":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#ifdef FIX
enum { ORDER = memory_order_release };
#else
enum { ORDER = memory_order_relaxed };
#endif

static atomic_int data, ready;

static void *give(void *unused)
{
    atomic_store_explicit(&data, 1, memory_order_relaxed);
    atomic_store_explicit(&ready, 1, ORDER);
    return unused;
}

static void *take(void *unused)
{
    if (atomic_load_explicit(&ready, memory_order_acquire))
        assert(atomic_load_explicit(&data, memory_order_relaxed) == 1);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, give, NULL);
    pthread_create(&b, NULL, take, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
