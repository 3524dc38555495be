/* Mutant: the keeper writes the copy that is not shown, and then shows it. All
 * is atomic, and a slow reader is overtaken by the second set.
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

static atomic_long copies[2][3];
static atomic_int shown = 0;

void station_set(const struct reading *reading)
{
    int next = 1 - atomic_load(&shown);

    atomic_store(&copies[next][0], reading->temperature);
    atomic_store(&copies[next][1], reading->pressure);
    atomic_store(&copies[next][2], reading->humidity);
    atomic_store(&shown, next);
}

void station_get(struct reading *reading)
{
    int from = atomic_load(&shown);

    reading->temperature = atomic_load(&copies[from][0]);
    reading->pressure = atomic_load(&copies[from][1]);
    reading->humidity = atomic_load(&copies[from][2]);
}
