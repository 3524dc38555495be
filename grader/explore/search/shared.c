/* Which memory more than one thread uses; see shared.h. */
#include "explore/search/shared.h"

#include <stdint.h>
#include <string.h>

#include "explore/ground/pages.h"

/* Bytes that can be told apart, and looked at of one use. */
enum { PLACES = 1 << 16, USE_MAX = 64 };

/* A byte of memory. */
struct place {
    uintptr_t at;      /* 0: none */
    unsigned long day; /* the schedule that used it last */
    unsigned thread;   /* the first that used it then */
    bool others;       /* another one did, too */
    bool changed;
    bool shared;
};

static struct place *places;
static unsigned count;
static unsigned long today;

void shared_forget(void)
{
    if (!places)
        places = pages_map(PLACES * sizeof *places);
    memset(places, 0, PLACES * sizeof *places);
    count = 0;
    today = 1;
}

void shared_begin(void)
{
    today++;
}

/* @return Where the byte is, or would be. */
static struct place *place_of(uintptr_t at)
{
    size_t i = (at * 0x9e3779b97f4a7c15u) >> 48;
    while (places[i].at && places[i].at != at)
        i = (i + 1) % PLACES;
    return &places[i];
}

static bool place_note(struct place *place, unsigned thread, bool changes)
{
    if (place->day != today) {
        place->day = today;
        place->thread = thread;
        place->others = place->changed = false;
    }
    place->others |= place->thread != thread;
    place->changed |= changes;
    if (place->shared || !place->others || !place->changed)
        return false;
    return place->shared = true;
}

bool shared_note(const void *address, size_t size, unsigned thread,
                 bool changes)
{
    bool news = false;
    for (size_t i = 0; i < size && i < USE_MAX; i++) {
        struct place *place = place_of((uintptr_t)address + i);
        if (!place->at && count == PLACES / 2)
            return news; /* no room: nobody is asked about it */
        count += !place->at;
        place->at = (uintptr_t)address + i;
        news |= place_note(place, thread, changes);
    }
    return news;
}

bool shared_holds(const void *address, size_t size)
{
    for (size_t i = 0; i < size && i < USE_MAX; i++)
        if (place_of((uintptr_t)address + i)->shared)
            return true;
    return false;
}
