/*
 * Lesson 18, a solution: a flag with release and acquire, and a seqlock.
 *
 * Invariant of the seqlock: `sequence` is odd while the keeper writes, and even
 * otherwise; it never has the same value twice. The words are stored between
 * the odd and the even value. So a reader that finds the same even value before
 * and after its loads has read between two sets, and what it has is whole.
 */
#include "station.h"

#include <stdatomic.h>

static struct place where;        /* written before known is set, then never */
static atomic_bool known = false; /* written by the keeper, once */

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

static atomic_ulong sequence = 0; /* these four: written by the keeper alone */
static atomic_long temperature = 0;
static atomic_long pressure = 0;
static atomic_long humidity = 0;

/* Each word is a release: whoever reads it with acquire knows of the odd
 * sequence that was stored before it. */
void station_set(const struct reading *reading)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_relaxed);

    atomic_store_explicit(&sequence, before + 1, memory_order_relaxed);
    atomic_store_explicit(&temperature, reading->temperature,
                          memory_order_release);
    atomic_store_explicit(&pressure, reading->pressure, memory_order_release);
    atomic_store_explicit(&humidity, reading->humidity, memory_order_release);
    atomic_store_explicit(&sequence, before + 2, memory_order_release);
}

/* Each word is an acquire: the second look at the sequence comes after them. */
static bool reading_try(struct reading *reading)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_acquire);

    reading->temperature =
        atomic_load_explicit(&temperature, memory_order_acquire);
    reading->pressure = atomic_load_explicit(&pressure, memory_order_acquire);
    reading->humidity = atomic_load_explicit(&humidity, memory_order_acquire);
    return before % 2 == 0 &&
           before == atomic_load_explicit(&sequence, memory_order_relaxed);
}

void station_get(struct reading *reading)
{
    while (!reading_try(reading)) {
    }
}
