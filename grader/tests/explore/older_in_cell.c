/* What a cell held in an earlier life is gone: plain stores before it is handed
 * over, and memory that is allocated again, begin anew.
 * Figures: "every":1
 * Figures: "older":1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(atomic_int *) cell;

static void *look(void *unused)
{
    atomic_int *seen = atomic_load_explicit(&cell, memory_order_acquire);
    if (seen)
        assert(atomic_load_explicit(seen, memory_order_relaxed) >= 2);
    return unused;
}

int main(void)
{
    pthread_t other;
    atomic_int *first = malloc(sizeof *first);
    atomic_init(first, 1);
    atomic_store_explicit(first, 0, memory_order_relaxed);
    free(first);
    atomic_int *second = malloc(sizeof *second);
    atomic_init(second, 1);
    atomic_fetch_add_explicit(second, 1, memory_order_relaxed);
    atomic_init(second, 2);
    pthread_create(&other, NULL, look, NULL);
    atomic_store_explicit(&cell, second, memory_order_release);
    atomic_store_explicit(second, 3, memory_order_relaxed);
    pthread_join(other, NULL);
    free(second);
    return 0;
}
