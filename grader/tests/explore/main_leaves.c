/* main may end by pthread_exit() while others go on; what they do counts.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x;

static void *work(void *unused)
{
    pthread_detach(pthread_self());
    atomic_fetch_add(&x, 1);
    assert(atomic_load(&x) != 2);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_exit(NULL);
}
