/* Variant: all there is to know is in one atomic word: the number of the
 * round, how many have come, and whether it is broken. Who waits looks at it
 * again and again. Nobody needs a lock.
 */
#include "barrier.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

/* The word: the round in the upper half, then the arrived, then one bit. */
#define BROKEN ((uint64_t)1)
#define ARRIVED ((uint64_t)2)
#define ROUND ((uint64_t)1 << 32)

struct barrier {
    _Atomic uint64_t word;
    atomic_uint inside;
    unsigned count;
};

int barrier_create(struct barrier **barrier, unsigned count)
{
    if (count == 0 || count > INT32_MAX / 2) {
        return EINVAL;
    }
    struct barrier *made = malloc(sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }
    atomic_init(&made->word, 0);
    atomic_init(&made->inside, 0);
    made->count = count;
    *barrier = made;
    return 0;
}

int barrier_destroy(struct barrier *barrier)
{
    while (atomic_load(&barrier->inside) > 0) {
        sched_yield();
    }
    free(barrier);
    return 0;
}

static uint64_t round_of(uint64_t word)
{
    return word / ROUND;
}

static int arrive_and_wait(struct barrier *barrier)
{
    uint64_t seen = atomic_load(&barrier->word), next = 0;

    do {
        if (seen & BROKEN) {
            return ECANCELED;
        }
        next = seen + ARRIVED;
        if (next % ROUND == barrier->count * ARRIVED) {
            next = (round_of(seen) + 1) * ROUND;
        }
    } while (!atomic_compare_exchange_weak(&barrier->word, &seen, next));
    if (round_of(next) != round_of(seen)) {
        return BARRIER_SERIAL;
    }
    uint64_t mine = round_of(seen);
    while (round_of(seen) == mine && !(seen & BROKEN)) {
        sched_yield();
        seen = atomic_load(&barrier->word);
    }
    return round_of(seen) == mine ? ECANCELED : 0;
}

int barrier_wait(struct barrier *barrier)
{
    atomic_fetch_add(&barrier->inside, 1);
    int result = arrive_and_wait(barrier);
    atomic_fetch_sub(&barrier->inside, 1);
    return result;
}

int barrier_break(struct barrier *barrier)
{
    atomic_fetch_or(&barrier->word, BROKEN);
    return 0;
}
