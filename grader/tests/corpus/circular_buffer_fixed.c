/* The item is stored before the index says so. */
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { SIZE = 2, ITEMS = 3 };

static atomic_int slots[SIZE];
static atomic_uint in, out;

static void *produce(void *unused)
{
    for (unsigned i = 0; i < ITEMS; i++) {
        while (i - atomic_load(&out) == SIZE)
            sched_yield();
        atomic_store(&slots[i % SIZE], (int)i + 1);
        atomic_store(&in, i + 1);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (unsigned i = 0; i < ITEMS; i++) {
        while (atomic_load(&in) == i)
            sched_yield();
        assert(atomic_load(&slots[i % SIZE]) == (int)i + 1);
        atomic_store(&out, i + 1);
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, produce, NULL);
    pthread_create(&b, NULL, consume, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
