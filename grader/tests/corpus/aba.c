/* ABA: the top of a lock-free stack is the same node, but not the same stack.
 * Finding: assertion
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { NODES = 3, NONE = NODES };

static atomic_uint next[NODES];
static atomic_uint owners[NODES];
static atomic_uint top = NONE;

static unsigned pop(void)
{
    unsigned seen = atomic_load(&top);
    while (seen != NONE && !atomic_compare_exchange_strong(
                               &top, &seen, atomic_load(&next[seen])))
        continue;
    return seen;
}

static void push(unsigned node)
{
    unsigned seen = atomic_load(&top);
    do
        atomic_store(&next[node], seen);
    while (!atomic_compare_exchange_strong(&top, &seen, node));
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
