/* A leak in every schedule does not hide an assertion that fails in one. Where
 * leaks are findings, it is what is found only if there is nothing else.
 * Finding: assertion
 * Options: --leaks
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int turn;

static void *work(void *unused)
{
    atomic_store(&turn, 1);
    return unused;
}

int main(void)
{
    pthread_t a;
#ifndef FIX
    int *lost = malloc(sizeof *lost);
    assert(lost);
#endif
    pthread_create(&a, NULL, work, NULL);
#ifndef FIX
    assert(atomic_load(&turn) == 0);
#endif
    pthread_join(a, NULL);
    return 0;
}
