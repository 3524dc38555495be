/* Lost update: two threads increment a counter without a lock.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>

static int counter;

static void *increment(void *unused)
{
    for (int i = 0; i < 2; i++)
        counter = counter + 1;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, increment, NULL);
    pthread_create(&b, NULL, increment, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(counter == 4);
    return 0;
}
