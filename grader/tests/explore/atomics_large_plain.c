/* What one thread accesses as a large atomic, another must not write plainly.
 * Finding: race
 */
#include <pthread.h>
#include <stdatomic.h>

struct three {
    int a, b, c;
};

static _Atomic struct three shared;

static void *change(void *unused)
{
    ((int *)&shared)[2] = 5;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, change, NULL);
    struct three seen = shared;
    pthread_join(thread, NULL);
    return seen.a;
}
