/* Threads one after another, joined, are ordered; fibers used again make
 * no race between schedules.
 * Figures: "every":1
 */
#include <pthread.h>

static int value;

static void *work(void *unused)
{
    value++;
    return unused;
}

int main(void)
{
    for (int i = 0; i < 5; i++) {
        pthread_t a;
        pthread_create(&a, NULL, work, NULL);
        pthread_join(a, NULL);
    }
    return value != 5;
}
