/* Relaxed atomics under a mutex: what was written under it is seen under it.
 * With two mutexes nothing is ordered.
 *
 * Case: same -DB=m
 * Gives: 00 11
 * Case: other -DB=n
 * Gives: 00 01 10 11
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t n = PTHREAD_MUTEX_INITIALIZER;

static void *a(void *none)
{
    pthread_mutex_lock(&m);
    STORE(x, 1, rlx);
    STORE(y, 1, rlx);
    pthread_mutex_unlock(&m);
    return none;
}

static void *b(void *none)
{
    pthread_mutex_lock(&B);
    r0 = LOAD(y, rlx);
    r1 = LOAD(x, rlx);
    pthread_mutex_unlock(&B);
    return none;
}

int main(void)
{
    run_two(a, b);
    pthread_mutex_lock(&n);
    printf("%d%d\n", r0, r1);
    pthread_mutex_unlock(&n);
    return 0;
}
