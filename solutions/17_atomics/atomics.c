/*
 * Lesson 17, a solution: each decision is one atomic step.
 *
 * What decides (who gets the number, who gets the lock, which ticket) is a
 * single read-modify-write. Memory orders are written where they matter: an
 * acquire where a lock is got, a release where it is given back, and relaxed
 * where only the value of the one variable counts.
 */
#include "atomics.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

static atomic_long next_number = 0; /* only ever grows, by one */

/* No other data hang on the number, so nothing has to be ordered with it. A
 * failed exchange stores what it found into `number`. */
long number_take(long limit)
{
    long number = atomic_load_explicit(&next_number, memory_order_relaxed);

    while (number < limit) {
        if (atomic_compare_exchange_weak_explicit(
                &next_number, &number, number + 1, memory_order_relaxed,
                memory_order_relaxed)) {
            return number;
        }
    }
    return -1;
}

struct spin {
    atomic_bool taken; /* set by whoever holds the lock */
};

/* To look and to take is one step: the exchange. While the lock is taken, it
 * is enough to look. */
static void spin_lock(struct spin *spin)
{
    while (atomic_exchange_explicit(&spin->taken, true, memory_order_acquire)) {
        while (atomic_load_explicit(&spin->taken, memory_order_relaxed)) {
            sched_yield();
        }
    }
}

static void spin_unlock(struct spin *spin)
{
    atomic_store_explicit(&spin->taken, false, memory_order_release);
}

int spin_create(struct spin **spin)
{
    struct spin *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->taken, false);
    *spin = made;
    return 0;
}

void spin_destroy(struct spin *spin)
{
    free(spin);
}

void spin_run(struct spin *spin, void (*work)(void *argument), void *argument)
{
    spin_lock(spin);
    work(argument);
    spin_unlock(spin);
}

/* Unsigned: behind the last number comes 0, for both in the same way. */
struct ticket {
    atomic_uint next;    /* the ticket that the next one to come will draw */
    atomic_uint serving; /* whose turn it is; written by the holder alone */
};

int ticket_create(struct ticket **ticket)
{
    struct ticket *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->next, 0);
    atomic_init(&made->serving, 0);
    *ticket = made;
    return 0;
}

void ticket_destroy(struct ticket *ticket)
{
    free(ticket);
}

/* The draw decides on the order and needs no order of memory: the lock is got
 * by the load that reads the holder's release. */
static unsigned ticket_lock(struct ticket *ticket)
{
    unsigned mine =
        atomic_fetch_add_explicit(&ticket->next, 1, memory_order_relaxed);

    while (atomic_load_explicit(&ticket->serving, memory_order_acquire) !=
           mine) {
        sched_yield();
    }
    return mine;
}

static void ticket_unlock(struct ticket *ticket, unsigned mine)
{
    atomic_store_explicit(&ticket->serving, mine + 1, memory_order_release);
}

void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument)
{
    unsigned mine = ticket_lock(ticket);

    work(argument);
    ticket_unlock(ticket, mine);
}
