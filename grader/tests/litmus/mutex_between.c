/* Store buffering with a lock in between that both take, or each its own: only
 * the same lock orders them, and then as far as who had it first.
 *
 * Case: same -DB=m
 * Gives: 01 10 11
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
    STORE(x, 1, rlx);
    pthread_mutex_lock(&m);
    pthread_mutex_unlock(&m);
    r0 = LOAD(y, rlx);
    return none;
}

static void *b(void *none)
{
    STORE(y, 1, rlx);
    pthread_mutex_lock(&B);
    pthread_mutex_unlock(&B);
    r1 = LOAD(x, rlx);
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
