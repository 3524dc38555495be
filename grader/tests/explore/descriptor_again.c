/* A number that was closed is given again, in each schedule the same, and who
 * hands it over by an atomic alone is right.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

static atomic_int handed = -1;

static void *work(void *unused)
{
    int first = eventfd(0, 0);
    assert(close(first) == 0);
    assert(close(first) == -1 && errno == EBADF);
    int second = eventfd(1, 0);
    assert(first == second);
    atomic_store_explicit(&handed, second, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t other;
    eventfd_t count = 0;
    int number = -1;
    pthread_create(&other, NULL, work, NULL);
    while (number < 0)
        number = atomic_load_explicit(&handed, memory_order_relaxed);
    assert(read(number, &count, sizeof count) == sizeof count && count == 1);
    pthread_join(other, NULL);
    static int before = -1;
    assert(before == -1);
    before = number;
    return 0; /* and leaves it open */
}
