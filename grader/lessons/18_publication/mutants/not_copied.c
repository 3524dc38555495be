/* Mutant: publishes the keeper's own structure in place of a copy.
 * Finding: assertion
 */
#include "station.h"

#include <stdatomic.h>
#include <stddef.h>

static _Atomic(const struct reading *) latest;
static _Atomic(const struct place *) known;

void station_publish(const struct place *place)
{
    known = place;
}
bool station_place(struct place *place)
{
    const struct place *p = known;
    if (p != NULL) {
        *place = *p;
    }
    return p != NULL;
}

void station_set(const struct reading *reading)
{
    latest = reading;
}
void station_get(struct reading *reading)
{
    const struct reading *e = latest;
    *reading = e ? *e : (struct reading){0, 0, 0};
}
