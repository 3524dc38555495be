/* What a thread does before there is another one happens before all that
 * follows, in whatever order it is done: atomic_init(), which is a relaxed
 * store, makes no program one of weak orders.
 * Figures: "every":1
 * Figures: "weak_orders":0,"older":0
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct flags {
    atomic_int mine, theirs;
};

static void *other(void *argument)
{
    struct flags *flags = argument;
    atomic_store(&flags->theirs, 1);
    return atomic_load(&flags->mine) ? flags : NULL;
}

int main(void)
{
    struct flags *flags = malloc(sizeof *flags);
    pthread_t thread;
    void *seen;
    atomic_init(&flags->mine, 0);
    atomic_init(&flags->theirs, 0);
    atomic_store_explicit(&flags->mine, 0, memory_order_release);
    pthread_create(&thread, NULL, other, flags);
    atomic_store(&flags->mine, 1);
    int here = atomic_load(&flags->theirs);
    pthread_join(thread, &seen);
    assert(here || seen);
    free(flags);
    return 0;
}
