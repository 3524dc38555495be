/* Variant: tickets of 16 bits, which may come round as long as fewer threads
 * wait; who waits for a turn spins without a pause, who waits for the spin lock
 * sleeps a little each time. */
#include "atomics.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

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
    atomic_flag taken;
};

static void spin_lock(struct spin *spin)
{
    const struct timespec pause = {.tv_nsec = 1000};

    while (
        atomic_flag_test_and_set_explicit(&spin->taken, memory_order_acquire)) {
        nanosleep(&pause, NULL);
    }
}

static void spin_unlock(struct spin *spin)
{
    atomic_flag_clear_explicit(&spin->taken, memory_order_release);
}

int spin_create(struct spin **spin)
{
    struct spin *made = malloc(sizeof *made);

    if (made == NULL) {
        return ENOMEM;
    }
    atomic_flag_clear_explicit(&made->taken, memory_order_relaxed);
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
    atomic_ushort next;
    atomic_ushort serving;
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
    unsigned short mine =
        atomic_fetch_add_explicit(&ticket->next, 1, memory_order_relaxed);

    while (atomic_load_explicit(&ticket->serving, memory_order_acquire) !=
           mine) {
    }
    return mine;
}

static void ticket_unlock(struct ticket *ticket, unsigned short mine)
{
    atomic_store_explicit(&ticket->serving, (unsigned short)(mine + 1),
                          memory_order_release);
}

void ticket_run(struct ticket *ticket, void (*work)(void *argument),
                void *argument)
{
    unsigned short mine = ticket_lock(ticket);

    work(argument);
    ticket_unlock(ticket, mine);
}
