/* Mutant: every thread has a lock of its own, which it takes with care. Nobody
 * else ever takes it.
 * Finding: race
 */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 64 };

static long counter;
static pthread_mutex_t locks[THREADS]; /* one for each thread */
static atomic_int threads;
static __thread int self = -1;

static pthread_mutex_t *my_lock(void)
{
    if (self < 0) {
        self = threads++ % THREADS;
        pthread_mutex_init(&locks[self], NULL);
    }
    return &locks[self];
}

int increment_counter(long *number)
{
    pthread_mutex_lock(my_lock());
    *number = ++counter;
    pthread_mutex_unlock(my_lock());
    return 0;
}

int counter_value(long *value)
{
    pthread_mutex_lock(my_lock());
    *value = counter;
    pthread_mutex_unlock(my_lock());
    return 0;
}

static void *member_main(void *number)
{
    increment_counter(number);
    return NULL;
}

int crew_run(size_t count, long numbers[])
{
    pthread_t members[CREW_MAX];
    size_t created = 0;
    int error = 0;

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    while (created < count && error == 0) {
        error = pthread_create(&members[created], NULL, member_main,
                               &numbers[created]);
        created += error == 0;
    }
    for (size_t i = 0; i < created; i++) {
        pthread_join(members[i], NULL);
    }
    return error;
}
