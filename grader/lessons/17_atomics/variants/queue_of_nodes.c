/* Variant: Mellor-Crummey and Scott's queue lock. Each thread that waits has a
 * node of its own on its stack and spins there; the one before it sets it free.
 * And a spin lock by compare-and-swap, with nothing but the strongest order. */
#include "atomics.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

static atomic_long next_number = 0;

long number_take(long limit)
{
    for (;;) {
        long number = next_number;
        if (number >= limit) {
            return -1;
        }
        if (atomic_compare_exchange_strong(&next_number, &number, number + 1)) {
            return number;
        }
    }
}

struct spin {
    atomic_int holders;
};

int spin_create(struct spin **spin)
{
    struct spin *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    *spin = made;
    return 0;
}

void spin_destroy(struct spin *spin)
{
    free(spin);
}

void spin_run(struct spin *spin, void (*work)(void *argument), void *argument)
{
    int none = 0;

    while (!atomic_compare_exchange_weak(&spin->holders, &none, 1)) {
        none = 0;
    }
    work(argument);
    spin->holders = 0;
}

struct node {
    _Atomic(struct node *) next;
    atomic_bool waits;
};

struct ticket {
    _Atomic(struct node *) last;
};

int ticket_create(struct ticket **ticket)
{
    struct ticket *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->last, NULL);
    *ticket = made;
    return 0;
}

void ticket_destroy(struct ticket *ticket)
{
    free(ticket);
}

/* Lets in the next one, or leaves the lock free if there is none. */
static void node_leave(struct ticket *ticket, struct node *mine)
{
    struct node *last = mine;
    struct node *next = atomic_load_explicit(&mine->next, memory_order_acquire);

    if (next == NULL) {
        if (atomic_compare_exchange_strong(&ticket->last, &last, NULL)) {
            return;
        }
        do { /* somebody has come and has not yet said who */
            sched_yield();
            next = atomic_load_explicit(&mine->next, memory_order_acquire);
        } while (next == NULL);
    }
    atomic_store_explicit(&next->waits, false, memory_order_release);
}

void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument)
{
    struct node mine;

    atomic_init(&mine.next, NULL);
    atomic_init(&mine.waits, true);
    struct node *before = atomic_exchange(&ticket->last, &mine);
    if (before != NULL) {
        atomic_store_explicit(&before->next, &mine, memory_order_release);
        while (atomic_load_explicit(&mine.waits, memory_order_acquire)) {
            sched_yield();
        }
    }
    work(argument);
    node_leave(ticket, &mine);
}
