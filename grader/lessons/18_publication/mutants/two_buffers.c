/* Mutant: the keeper writes the copy that is not shown, and then shows it. A
 * slow reader is overtaken by the second set.
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

static struct reading copies[2];
static atomic_int shown = 0;

void station_set(const struct reading *reading)
{
    int next = 1 - atomic_load_explicit(&shown, memory_order_relaxed);

    copies[next] = *reading;
    atomic_store_explicit(&shown, next, memory_order_release);
}

void station_get(struct reading *reading)
{
    *reading = copies[atomic_load_explicit(&shown, memory_order_acquire)];
}
