/* A crash in one schedule is a finding with its steps.
 * Finding: crash
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int value;
static int *_Atomic pointer = &value;

static void *clear(void *unused)
{
    atomic_store(&pointer, NULL);
    return unused;
}

static void *use(void *unused)
{
    int *target = atomic_load(&pointer);
    *target = 1;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, use, NULL);
    pthread_create(&b, NULL, clear, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
