/* Both ends move under a lock. */
#include <assert.h>
#include <pthread.h>

enum { SIZE = 4 };

static int slots[SIZE], head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void put(int value)
{
    pthread_mutex_lock(&lock);
    slots[tail % SIZE] = value;
    tail++;
    pthread_mutex_unlock(&lock);
}

static int get(void)
{
    int value = 0;
    pthread_mutex_lock(&lock);
    if (head < tail)
        value = slots[head++ % SIZE];
    pthread_mutex_unlock(&lock);
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
