/* Two threads with one atomic step each: main, then two orders of the two.
 * Figures: "every":1
 */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x;

static void *step(void *unused)
{
    atomic_fetch_add(&x, 1);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, step, NULL);
    pthread_create(&b, NULL, step, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
