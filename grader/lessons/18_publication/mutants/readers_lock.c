/* Mutant: a right seqlock, and a lock that lets one reader try at a time. The
 * keeper does not take it; but a reader waits for another one.
 * Finding: assertion
 * Engines: explore
 */
#include "station.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_mutex_t readers = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(struct place *) known;
static struct place where;
static atomic_long w[3], seq;

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

void station_set(const struct reading *r)
{
    seq++;
    w[0] = r->temperature;
    w[1] = r->pressure;
    w[2] = r->humidity;
    seq++;
}

void station_get(struct reading *r)
{
    pthread_mutex_lock(&readers);
    for (;;) {
        long s = seq;
        *r = (struct reading){w[0], w[1], w[2]};
        if (s % 2 == 0 && seq == s) {
            break;
        }
        sched_yield();
    }
    pthread_mutex_unlock(&readers);
}
