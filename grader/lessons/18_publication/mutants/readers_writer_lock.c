/* Mutant: right numbers under a lock, and the keeper stands and waits while
 * somebody looks.
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

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct reading last;

void station_set(const struct reading *reading)
{
    pthread_rwlock_wrlock(&lock);
    last = *reading;
    pthread_rwlock_unlock(&lock);
}

void station_get(struct reading *reading)
{
    pthread_rwlock_rdlock(&lock);
    *reading = last;
    pthread_rwlock_unlock(&lock);
}
