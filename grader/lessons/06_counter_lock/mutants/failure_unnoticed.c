/* Mutant: nobody looks whether a thread could be created. What is joined then
 * is no thread, and its number is missing.
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
        pthread_create(&members[i], NULL, member_main, &numbers[i]);
    }
    for (size_t i = 0; i < count; i++) {
        pthread_join(members[i], NULL);
    }
    return 0;
}
