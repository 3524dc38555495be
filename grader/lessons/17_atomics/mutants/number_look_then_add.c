/* Mutant: look at the limit, then add: each of the two is right, and the
 * look is out of date when the addition comes.
 * Finding: assertion
 * Engines: explore
 */
#include "atomics.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

static atomic_long next_number = 0;

long number_take(long limit)
{
    if (atomic_load(&next_number) >= limit) {
        return -1;
    }
    return atomic_fetch_add(&next_number, 1);
}

struct spin {
    atomic_bool taken;
};

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

struct ticket {
    atomic_uint next;
    atomic_uint serving;
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
