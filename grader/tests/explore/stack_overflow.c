/* Recursion without an end is a crash, too.
 * Finding: crash
 */
#include <pthread.h>

static int descend(volatile int depth)
{
    volatile char room[1000];
    if (depth < 0)
        return 0;
    room[depth % 1000] = 1;
    return descend(depth + 1) + room[0];
}

static void *work(void *unused)
{
    descend(0);
    return unused;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return 0;
}
