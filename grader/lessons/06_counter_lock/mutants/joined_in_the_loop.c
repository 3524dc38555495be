/* Mutant: each thread is joined before the next one is created. The numbers are
 * right, and there is never more than one thread at work.
 * Finding: unreached
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
    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    for (size_t i = 0; i < count; i++) {
        pthread_t member;
        int error = pthread_create(&member, NULL, member_main, &numbers[i]);
        if (error != 0) {
            return error;
        }
        pthread_join(member, NULL);
    }
    return 0;
}
