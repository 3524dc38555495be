/* A wait in the kernel orders nothing: that is what the word is for.
 * Finding: race
 */
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifdef FIX
enum { STORE = memory_order_release, LOAD = memory_order_acquire };
#else
enum { STORE = memory_order_relaxed, LOAD = memory_order_relaxed };
#endif
static atomic_int ready;
static int message;

static void *send(void *unused)
{
    message = 1;
    atomic_store_explicit(&ready, 1, STORE);
    syscall(SYS_futex, &ready, FUTEX_WAKE, 1, NULL, NULL, 0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, send, NULL);
    while (!atomic_load_explicit(&ready, LOAD))
        if (syscall(SYS_futex, &ready, FUTEX_WAIT, 0,
                    &(struct timespec){.tv_sec = 1}, NULL, 0) < 0 &&
            errno != EAGAIN && errno != ETIMEDOUT)
            return 1;
    if (message != 1)
        return 2;
    return pthread_join(thread, NULL);
}
