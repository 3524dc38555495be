/* A race of C11's threads, and none with a mutex that was initialised.
 * Finding: race
 */
#include <stddef.h>
#include <threads.h>

static mtx_t lock;
static int count;

static int add(void *unused)
{
    (void)unused;
#ifdef FIX
    mtx_lock(&lock);
#endif
    count++;
#ifdef FIX
    mtx_unlock(&lock);
#endif
    return 0;
}

int main(void)
{
    thrd_t a, b;
    mtx_init(&lock, mtx_plain);
    thrd_create(&a, add, NULL);
    thrd_create(&b, add, NULL);
    thrd_join(a, NULL);
    thrd_join(b, NULL);
    mtx_destroy(&lock);
    return 0;
}
