/* A lock of one's own that sleeps in the kernel. Who wakes before the word says
 * so wakes somebody who goes to sleep again.
 * Finding: deadlock
 */
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FREE, TAKEN, AWAITED };
static atomic_int lock = FREE;
static int counter;

static void take(void)
{
    int seen = FREE;
    if (atomic_compare_exchange_strong(&lock, &seen, TAKEN))
        return;
    while (atomic_exchange(&lock, AWAITED) != FREE)
        syscall(SYS_futex, &lock, FUTEX_WAIT_PRIVATE, AWAITED, NULL, NULL, 0);
}

static void give(void)
{
#ifdef FIX
    if (atomic_exchange(&lock, FREE) == AWAITED)
        syscall(SYS_futex, &lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
#else
    if (atomic_load(&lock) == AWAITED)
        syscall(SYS_futex, &lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    atomic_store(&lock, FREE);
#endif
}

static void *count(void *unused)
{
    take();
    counter++;
    give();
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return counter != 2;
}
