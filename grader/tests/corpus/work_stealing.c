/* A work-stealing deque whose owner takes the last item without a question.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { SIZE = 8, EMPTY = -1 };

static atomic_int slots[SIZE];
static atomic_int top, bottom;
static atomic_int taken[SIZE];

static void push(int value)
{
    int at = atomic_load(&bottom);
    atomic_store(&slots[at % SIZE], value);
    atomic_store(&bottom, at + 1);
}

/* The owner takes from the bottom. */
static int pop(void)
{
    int at = atomic_load(&bottom) - 1;
    atomic_store(&bottom, at);
    int first = atomic_load(&top);
    if (first > at) {
        atomic_store(&bottom, first);
        return EMPTY;
    }
    int value = atomic_load(&slots[at % SIZE]);
    return value;
}

/* A thief takes from the top. */
static int steal(void)
{
    int first = atomic_load(&top);
    if (first >= atomic_load(&bottom))
        return EMPTY;
    int value = atomic_load(&slots[first % SIZE]);
    return atomic_compare_exchange_strong(&top, &first, first + 1) ? value
                                                                   : EMPTY;
}

static void use(int value)
{
    if (value != EMPTY)
        assert(atomic_fetch_add(&taken[value], 1) == 0);
}

static void *own(void *unused)
{
    push(0);
    push(1);
    use(pop());
    use(pop());
    return unused;
}

static void *thieve(void *unused)
{
    use(steal());
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, own, NULL);
    pthread_create(&b, NULL, thieve, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
