/* Variant: each thread writes its number where it belongs. On a mutex that is
 * there from the start, locked and unlocked in pairs, no call can fail. */
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
