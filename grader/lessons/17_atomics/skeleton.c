/*
 * Lesson 17: a counter and two locks, made of C11 atomics.
 *
 * The contract is in atomics.h, the story in README.md. `make run L=17` shows
 * what goes wrong, `make check L=17` grades what you write here.
 */
#include "atomics.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

static atomic_long next_number = 0;

/* TODO: every access is atomic. Is that enough? */
long number_take(long limit)
{
    long number = atomic_load(&next_number);

    if (number >= limit) {
        return -1;
    }
    atomic_store(&next_number, number + 1);
    return number;
}

struct spin {
    atomic_bool taken;
};

/* TODO: who may go in, and what does it know when it is in? */
static void spin_lock(struct spin *spin)
{
    while (atomic_load_explicit(&spin->taken, memory_order_relaxed)) {
        sched_yield(); /* somebody else may need the processor to get out */
    }
    atomic_store_explicit(&spin->taken, true, memory_order_relaxed);
}

static void spin_unlock(struct spin *spin)
{
    atomic_store_explicit(&spin->taken, false, memory_order_relaxed);
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

/* TODO: so far it lets in whoever happens to look first. */
struct ticket {
    struct spin spin;
};

int ticket_create(struct ticket **ticket)
{
    struct ticket *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->spin.taken, false);
    *ticket = made;
    return 0;
}

void ticket_destroy(struct ticket *ticket)
{
    free(ticket);
}

void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument)
{
    spin_run(&ticket->spin, work, argument);
}
