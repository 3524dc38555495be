/* A Treiber stack: N threads, each K times, push a node of their own and pop
 * one. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

struct node {
    struct node *next;
};

static struct node nodes[N][K];
static _Atomic(struct node *) top;
static atomic_int popped;

static void *work(void *argument)
{
    struct node *mine = argument;
    for (int i = 0; i < K; i++) {
        struct node *seen = atomic_load(&top);
        do
            mine[i].next = seen;
        while (!atomic_compare_exchange_strong(&top, &seen, &mine[i]));
        seen = atomic_load(&top);
        while (seen && !atomic_compare_exchange_strong(&top, &seen, seen->next))
            ;
        atomic_fetch_add(&popped, seen != NULL);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[N];
    for (int i = 0; i < N; i++)
        pthread_create(&threads[i], NULL, work, nodes[i]);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    assert(popped == N * K);
    return 0;
}
