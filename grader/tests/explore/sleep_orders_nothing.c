/* Who sleeps longer may still be first.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int first;

static void *slow(void *unused)
{
    sleep(10);
    assert(atomic_exchange(&first, 1) != 0);
    return unused;
}

static void *quick(void *unused)
{
    usleep(1);
    atomic_exchange(&first, 2);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, slow, NULL);
    pthread_create(&b, NULL, quick, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
