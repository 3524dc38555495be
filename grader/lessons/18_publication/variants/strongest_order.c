/* Variant: the same idea with the strongest order everywhere, written as plain
 * uses of atomic variables; readers yield while the keeper is at work. */
#include "station.h"

#include <sched.h>
#include <stdatomic.h>

static atomic_long where[3];
static atomic_int state = 0; /* 1: published */

void station_publish(const struct place *place)
{
    where[0] = place->north;
    where[1] = place->east;
    where[2] = place->height;
    state = 1;
}

bool station_place(struct place *place)
{
    if (state == 0) {
        return false;
    }
    *place = (struct place){where[0], where[1], where[2]};
    return true;
}

static atomic_uint sequence = 0;
static atomic_long words[3];

void station_set(const struct reading *reading)
{
    sequence++;
    words[0] = reading->temperature;
    words[1] = reading->pressure;
    words[2] = reading->humidity;
    sequence++;
}

void station_get(struct reading *reading)
{
    for (;;) {
        unsigned before = sequence;
        if (before % 2 == 0) {
            *reading = (struct reading){words[0], words[1], words[2]};
            if (sequence == before) {
                return;
            }
        }
        sched_yield();
    }
}
