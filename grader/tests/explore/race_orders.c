/* Each pair of threads that only looks ordered, by chance, still races:
 * scheduling adds no order of its own.
 * Finding: race
 */
#include <pthread.h>
#include <unistd.h>

static int value;

static void *write_value(void *unused)
{
    value = 1;
    return unused;
}

static void *read_late(void *unused)
{
    sleep(1);
    return value ? NULL : unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, write_value, NULL);
    pthread_create(&b, NULL, read_late, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
