/* Mutant: each reading is a block of its own, and a pointer to it is published.
 * The old one is freed at once, while a reader may still be copying it.
 * Finding: race
 */
#include "station.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

struct entry {
    struct reading r;
};
static _Atomic(struct entry *) latest;
static _Atomic(struct place *) known;
static struct place where;

void station_publish(const struct place *place)
{
    where = *place;
    known = &where;
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
    struct entry *e = malloc(sizeof *e);
    if (e == NULL) {
        abort();
    }
    e->r = *reading;
    free(atomic_exchange(&latest, e));
}

void station_get(struct reading *reading)
{
    struct entry *e = latest;
    *reading = e ? e->r : (struct reading){0, 0, 0};
}
