/* Mutant: the keeper never waits, it tries, and drops the reading if somebody
 * is just looking.
 * Finding: assertion
 * Engines: explore
 */
#include "station.h"

#include <pthread.h>
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

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct reading last;

void station_set(const struct reading *reading)
{
    if (pthread_mutex_trylock(&lock) == 0) {
        last = *reading;
        pthread_mutex_unlock(&lock);
    }
}

void station_get(struct reading *reading)
{
    pthread_mutex_lock(&lock);
    *reading = last;
    pthread_mutex_unlock(&lock);
}
