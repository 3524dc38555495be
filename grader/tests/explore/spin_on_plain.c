/* A loop over plain memory has no scheduling point, and ends all the same.
 * Finding: race
 */
#include <pthread.h>

static volatile int flag;

static void *await(void *unused)
{
    while (!flag)
        continue;
    return unused;
}

static void *set(void *unused)
{
    flag = 1;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, await, NULL);
    pthread_create(&b, NULL, set, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
