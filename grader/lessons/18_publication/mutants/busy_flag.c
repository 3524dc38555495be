/* Mutant: a flag "the keeper is writing" in place of a counter. A whole set may
 * fit between two looks that both find nobody writing.
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

static atomic_bool busy = false;
static atomic_long temperature = 0;
static atomic_long pressure = 0;
static atomic_long humidity = 0;

void station_set(const struct reading *reading)
{
    atomic_store(&busy, true);
    atomic_store(&temperature, reading->temperature);
    atomic_store(&pressure, reading->pressure);
    atomic_store(&humidity, reading->humidity);
    atomic_store(&busy, false);
}

void station_get(struct reading *reading)
{
    do {
        while (atomic_load(&busy)) {
        }
        reading->temperature = atomic_load(&temperature);
        reading->pressure = atomic_load(&pressure);
        reading->humidity = atomic_load(&humidity);
    } while (atomic_load(&busy));
}
