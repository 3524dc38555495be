/* Mutant: if a thread can't be created, crew_run() returns at once. Those that
 * were created are left on their own.
 * Finding: misuse
 * Engines: explore
 */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>

static long counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards counter */

int increment_counter(long *number)
{
    pthread_mutex_lock(&lock);
    *number = ++counter;
    pthread_mutex_unlock(&lock);
    return 0;
}

int counter_value(long *value)
{
    pthread_mutex_lock(&lock);
    *value = counter;
    pthread_mutex_unlock(&lock);
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

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    for (size_t i = 0; i < count; i++) {
        int error = pthread_create(&members[i], NULL, member_main, &numbers[i]);
        if (error != 0) {
            return error;
        }
    }
    for (size_t i = 0; i < count; i++) {
        pthread_join(members[i], NULL);
    }
    return 0;
}
