/* A Treiber stack: N threads, each K times, push a node of their own; another
 * one pops once. With the orders that it needs. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

struct node {
    struct node *next;
};

static struct node nodes[N][K];
static _Atomic(struct node *) top;

static void *push(void *argument)
{
    struct node *mine = argument;
    for (int i = 0; i < K; i++) {
        struct node *seen = atomic_load_explicit(&top, memory_order_relaxed);
        do
            mine[i].next = seen;
        while (!atomic_compare_exchange_strong_explicit(
            &top, &seen, &mine[i], memory_order_release, memory_order_relaxed));
    }
    return NULL;
}

static void *pop(void *unused)
{
    (void)unused;
    struct node *seen = atomic_load_explicit(&top, memory_order_acquire);
    while (seen && !atomic_compare_exchange_strong_explicit(
                       &top, &seen, seen->next, memory_order_acquire,
                       memory_order_acquire))
        continue;
    return seen;
}

int main(void)
{
    pthread_t threads[N + 1];
    void *popped;
    int left = 0;
    for (int i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, push, nodes[i]);
    pthread_create(&threads[N], NULL, pop, NULL);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    pthread_join(threads[N], &popped);
    for (struct node *node = top; node; node = node->next)
        left++;
    assert(left + (popped != NULL) == N * K);
    return 0;
}
