/* Between two atomics of any size others may come; a loop that compares and
 * exchanges notices, and ends.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

struct sums {
    long count;
    char odd[3];
};

static _Atomic struct sums sums;

static void *count(void *unused)
{
    struct sums old = atomic_load(&sums);
    struct sums new;
    do {
        new = old;
        new.count++;
        new.odd[2]++;
#ifdef FIX
    } while (!atomic_compare_exchange_weak(&sums, &old, new));
#else
    } while (0);
    atomic_exchange(&sums, new);
#endif
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    struct sums all = atomic_load(&sums);
    assert(all.count == 2 && all.odd[2] == 2);
    return 0;
}
