/* What fences order is no race; in C11 they do so with relaxed atomics.
 * Figures: "every":1
 * Figures: "weak_orders":1,"older":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int ready, more;
static int data, other;

static void *give(void *unused)
{
    data = 1;
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    other = 1;
    __sync_synchronize();
    atomic_fetch_add_explicit(&more, 1, memory_order_relaxed);
    return unused;
}

static void *take(void *unused)
{
    if (atomic_load_explicit(&ready, memory_order_relaxed)) {
        atomic_thread_fence(memory_order_acquire);
        assert(data++ == 1);
    }
    if (atomic_fetch_add_explicit(&more, 0, memory_order_relaxed)) {
        atomic_thread_fence(memory_order_seq_cst);
        assert(other++ == 1);
    }
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
