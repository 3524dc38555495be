/* Mutant: every thread is given the address of the loop's variable, to find its
 * place by. By the time it looks, the loop has gone on.
 * Finding: race
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

struct job {
    long *numbers;
    size_t *place;
};

static void *member_main(void *arg)
{
    struct job *job = arg;

    increment_counter(&job->numbers[*job->place]);
    return NULL;
}

int crew_run(size_t count, long numbers[])
{
    pthread_t members[CREW_MAX];
    size_t created = 0;
    int error = 0;
    struct job job = {numbers, &created};

    if (count == 0 || count > CREW_MAX) {
        return EINVAL;
    }
    while (created < count && error == 0) {
        error = pthread_create(&members[created], NULL, member_main, &job);
        created += error == 0;
    }
    for (size_t i = 0; i < created; i++) {
        pthread_join(members[i], NULL);
    }
    return error;
}
