/* Mutant: a flag for each place in the queue, and four places. Right up to four
 * threads; the fifth waits at the flag of the first.
 * Finding: race
 * Engines: explore
 */
#include "atomics.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SLOTS = 4 };

static atomic_long next_number = 0;

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
    atomic_bool turn[SLOTS];
};

int ticket_create(struct ticket **ticket)
{
    struct ticket *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->next, 0);
    for (int i = 0; i < SLOTS; i++) {
        atomic_init(&made->turn[i], i == 0);
    }
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
    unsigned mine = atomic_fetch_add(&ticket->next, 1);

    while (!atomic_load(&ticket->turn[mine % SLOTS])) {
        sched_yield();
    }
    atomic_store(&ticket->turn[mine % SLOTS], false);
    work(argument);
    atomic_store(&ticket->turn[(mine + 1) % SLOTS], true);
}
