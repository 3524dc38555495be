/* Mutant: the reader waits for an even sequence and then reads, as if the
 * keeper could not begin again meanwhile.
 * Finding: assertion
 * Engines: explore
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
static atomic_long temperature = 0;
static atomic_long pressure = 0;
static atomic_long humidity = 0;

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

static bool reading_try(struct reading *reading)
{
    unsigned long before =
        atomic_load_explicit(&sequence, memory_order_acquire);

    reading->temperature =
        atomic_load_explicit(&temperature, memory_order_acquire);
    reading->pressure = atomic_load_explicit(&pressure, memory_order_acquire);
    reading->humidity = atomic_load_explicit(&humidity, memory_order_acquire);
    return before % 2 == 0;
}

void station_get(struct reading *reading)
{
    while (!reading_try(reading)) {
    }
}
