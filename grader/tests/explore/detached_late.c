/* What a detached thread does while main returns is part of the program.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x;

static void *work(void *unused)
{
    atomic_fetch_add(&x, 1);
    assert(atomic_load(&x) == 2);
    return unused;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_detach(a);
    return 0;
}
