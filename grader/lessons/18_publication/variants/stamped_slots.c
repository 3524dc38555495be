/* Variant: a ring of slots. The keeper fills the next one, which has been out
 * of sight for longest, and then shows it. A reader checks that the slot still
 * has the stamp that it was shown with. */
#include "station.h"

#include <stdatomic.h>

#define BEING_FILLED (~0UL) /* no reading has this stamp */

enum { SLOTS = 4 };

struct slot {
    atomic_ulong stamp;
    atomic_long words[3];
};

static struct place where;
static atomic_flag unknown = ATOMIC_FLAG_INIT;
static atomic_ulong newest = 0; /* the stamp of the slot that is shown */
static struct slot slots[SLOTS];
static atomic_bool known = false;

void station_publish(const struct place *place)
{
    if (!atomic_flag_test_and_set(&unknown)) {
        where = *place;
        known = true;
    }
}

bool station_place(struct place *place)
{
    if (known) {
        *place = where;
        return true;
    }
    return false;
}

void station_set(const struct reading *reading)
{
    unsigned long stamp = newest + 1;
    struct slot *slot = &slots[stamp % SLOTS];

    slot->stamp = BEING_FILLED;
    slot->words[0] = reading->temperature;
    slot->words[1] = reading->pressure;
    slot->words[2] = reading->humidity;
    slot->stamp = stamp;
    newest = stamp;
}

void station_get(struct reading *reading)
{
    unsigned long stamp;
    struct slot *slot;

    do {
        stamp = newest;
        slot = &slots[stamp % SLOTS];
        reading->temperature = slot->words[0];
        reading->pressure = slot->words[1];
        reading->humidity = slot->words[2];
    } while (slot->stamp != stamp);
}
