/* Variant: a queue in which each thread spins on the node of the one before it
 * (Craig; Landin and Hagersten); a spin lock that stores who holds it; and a
 * counter that is plain memory under such a lock.
 */
#include "atomics.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

/* Taken if it isn't NULL: then it is the address of some thread's variable. */
struct spin {
    _Atomic(char *) holder;
};

static void spin_lock(struct spin *spin, char *self)
{
    char *nobody = NULL;

    while (!atomic_compare_exchange_weak_explicit(&spin->holder, &nobody, self,
                                                  memory_order_acquire,
                                                  memory_order_relaxed)) {
        nobody = NULL;
        sched_yield();
    }
}

static void spin_unlock(struct spin *spin)
{
    atomic_store_explicit(&spin->holder, NULL, memory_order_release);
}

static struct spin numbers_lock = {NULL};
static long next_number; /* guarded by numbers_lock */

long number_take(long limit)
{
    char self = 0;
    long number = -1;

    spin_lock(&numbers_lock, &self);
    if (next_number < limit) {
        number = next_number++;
    }
    spin_unlock(&numbers_lock);
    return number;
}

int spin_create(struct spin **spin)
{
    struct spin *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->holder, NULL);
    *spin = made;
    return 0;
}

void spin_destroy(struct spin *spin)
{
    free(spin);
}

void spin_run(struct spin *spin, void (*work)(void *argument), void *argument)
{
    char self = 0;

    spin_lock(spin, &self);
    work(argument);
    spin_unlock(spin);
}

struct node {
    atomic_bool done;
};

struct ticket {
    _Atomic(struct node *) last;
};

static struct node *node_new(bool done)
{
    struct node *node = malloc(sizeof *node);

    if (node != NULL) {
        atomic_init(&node->done, done);
    }
    return node;
}

int ticket_create(struct ticket **ticket)
{
    struct ticket *made = malloc(sizeof *made);
    struct node *first = node_new(true);

    if (made == NULL || first == NULL) {
        free(first);
        free(made);
        return ENOMEM;
    }
    atomic_init(&made->last, first);
    *ticket = made;
    return 0;
}

void ticket_destroy(struct ticket *ticket)
{
    free(atomic_load_explicit(&ticket->last, memory_order_acquire));
    free(ticket);
}

void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument)
{
    struct node *mine = node_new(false);

    if (mine == NULL) {
        abort(); /* there is no way to report it */
    }
    struct node *before =
        atomic_exchange_explicit(&ticket->last, mine, memory_order_acq_rel);

    while (!atomic_load_explicit(&before->done, memory_order_acquire)) {
        sched_yield();
    }
    free(before);
    work(argument);
    atomic_store_explicit(&mine->done, true, memory_order_release);
}
