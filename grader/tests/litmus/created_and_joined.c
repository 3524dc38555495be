/* What was written before pthread_create() is seen by the thread, and what it
 * wrote by who joined it, and by whom that one creates.
 *
 * Case: relaxed -DW=rlx -DR=rlx
 * Gives: 1213
 */
#include "litmus.h"

static atomic_int x, y;
static int r0, r1, r2;

static void *a(void *none)
{
    r0 = LOAD(x, R);
    STORE(x, 2, W);
    STORE(y, 1, W);
    return none;
}

static void *b(void *none)
{
    r1 = LOAD(x, R);
    r2 = LOAD(y, R);
    STORE(y, 3, W);
    return none;
}

int main(void)
{
    pthread_t thread;
    STORE(x, 1, W);
    pthread_create(&thread, NULL, a, NULL);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, b, NULL);
    pthread_join(thread, NULL);
    printf("%d%d%d%d\n", r0, r1, r2, LOAD(y, R));
    return 0;
}
