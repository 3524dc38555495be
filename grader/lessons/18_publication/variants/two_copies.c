/* Variant: two copies, of which the sequence names the one that is at rest.
 * Readers never wait for the keeper; they begin again if it has moved on. And
 * the place is published as a pointer. */
#include "station.h"

#include <stdatomic.h>
#include <stddef.h>

static struct place where;
static _Atomic(const struct place *) known = NULL;

void station_publish(const struct place *place)
{
    where = *place;
    atomic_store_explicit(&known, &where, memory_order_release);
}

bool station_place(struct place *place)
{
    const struct place *told =
        atomic_load_explicit(&known, memory_order_acquire);

    if (told != NULL) {
        *place = *told;
    }
    return told != NULL;
}

static atomic_ulong sequence = 0; /* odd: the second copy is at rest */
static atomic_long copies[2][3];

static void copy_write(int copy, const long words[3])
{
    for (int i = 0; i < 3; i++) {
        atomic_store_explicit(&copies[copy][i], words[i], memory_order_release);
    }
}

void station_set(const struct reading *reading)
{
    const long words[3] = {reading->temperature, reading->pressure,
                           reading->humidity};

    atomic_fetch_add(&sequence, 1);
    copy_write(0, words);
    atomic_fetch_add(&sequence, 1);
    copy_write(1, words);
}

void station_get(struct reading *reading)
{
    unsigned long before;

    do {
        before = atomic_load(&sequence);
        const atomic_long *copy = copies[before % 2];
        reading->temperature =
            atomic_load_explicit(&copy[0], memory_order_acquire);
        reading->pressure =
            atomic_load_explicit(&copy[1], memory_order_acquire);
        reading->humidity =
            atomic_load_explicit(&copy[2], memory_order_acquire);
    } while (before != atomic_load(&sequence));
}
