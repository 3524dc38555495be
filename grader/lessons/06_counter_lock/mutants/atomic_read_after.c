/* Mutant: the same with an atomic counter. There is no data race left, and two
 * threads may be given the same number all the same.
 * Finding: assertion
 */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_long counter;

int increment_counter(long *number)
{
    counter++;
    *number = counter;
    return 0;
}

int counter_value(long *value)
{
    *value = counter;
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
