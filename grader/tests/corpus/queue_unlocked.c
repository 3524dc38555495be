/* An array queue without a lock.
 * Finding: race
 */
#include <assert.h>
#include <pthread.h>

enum { SIZE = 4 };

static int slots[SIZE], head, tail;

static void put(int value)
{
    slots[tail % SIZE] = value;
    tail++;
}

static int get(void)
{
    int value = 0;
    if (head < tail)
        value = slots[head++ % SIZE];
    return value;
}

static void *produce(void *unused)
{
    put(1);
    put(2);
    return unused;
}

static void *consume(void *unused)
{
    int first = get(), second = get();
    assert(first >= 0 && second >= 0 && first + second <= 3);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, produce, NULL);
    pthread_create(&b, NULL, consume, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
