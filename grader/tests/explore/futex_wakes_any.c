/* A wake for one reaches any of those that wait on the word, in whatever order
 * they came.
 * Finding: deadlock
 */
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int turn;
#ifdef FIX
enum { MOST = INT_MAX };
#else
enum { MOST = 1 };
#endif

static void *in_turn(void *mine)
{
    int now;
    while ((now = atomic_load(&turn)) != (int)(intptr_t)mine)
        syscall(SYS_futex, &turn, FUTEX_WAIT, now, NULL, NULL, 0);
    atomic_fetch_add(&turn, 1);
    syscall(SYS_futex, &turn, FUTEX_WAKE, MOST, NULL, NULL, 0);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    for (intptr_t i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, in_turn, (void *)i);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
