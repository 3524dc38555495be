/* Mutant: the sequence tells whether the words are whole, "so they need not be
 * atomic". But they are read while they are written, whatever becomes of it.
 * Finding: race
 */
#include "station.h"

#include <stdatomic.h>

static struct place where;
static atomic_bool known = false;

void station_publish(const struct place *place)
{
    where = *place;
    atomic_store_explicit(&known, true, memory_order_release);
}

bool station_place(struct place *place)
{
    if (!atomic_load_explicit(&known, memory_order_acquire)) {
        return false;
    }
    *place = where;
    return true;
}

static atomic_ulong sequence = 0;
static struct reading last;

void station_set(const struct reading *reading)
{
    atomic_fetch_add(&sequence, 1);
    last = *reading;
    atomic_fetch_add(&sequence, 1);
}

void station_get(struct reading *reading)
{
    unsigned long before;

    do {
        before = atomic_load(&sequence);
        *reading = last;
    } while (before % 2 != 0 || before != atomic_load(&sequence));
}
