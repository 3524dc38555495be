/* A tag that grows with every change tells the stacks apart. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { NODES = 3, NONE = NODES };

static atomic_uint next[NODES];
static atomic_uint owners[NODES];
static atomic_uint top = NONE; /* the node, and above it a tag */

enum { TAG = 16, MASK = TAG - 1 };

static unsigned pop(void)
{
    unsigned seen = atomic_load(&top);
    while ((seen & MASK) != NONE &&
           !atomic_compare_exchange_strong(&top, &seen,
                                           (seen & ~(unsigned)MASK) + TAG +
                                               atomic_load(&next[seen & MASK])))
        continue;
    return seen & MASK;
}

static void push(unsigned node)
{
    unsigned seen = atomic_load(&top);
    do
        atomic_store(&next[node], seen & MASK);
    while (!atomic_compare_exchange_strong(
        &top, &seen, (seen & ~(unsigned)MASK) + TAG + node));
}

static void *churn(void *unused)
{
    unsigned a = pop();
    unsigned b = pop();
    if (a != NONE)
        push(a);
    if (b != NONE) /* keeps it: b must not come back from the stack */
        assert(atomic_fetch_add(&owners[b], 1) == 0);
    return unused;
}

static void *take(void *unused)
{
    for (int i = 0; i < 2; i++) {
        unsigned node = pop();
        if (node != NONE)
            assert(atomic_fetch_add(&owners[node], 1) == 0);
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    for (unsigned i = 0; i < NODES; i++)
        push(i);
    pthread_create(&a, NULL, take, NULL);
    pthread_create(&b, NULL, churn, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
