/* Variant: one atomic step counts and tells where it started from. A thread's
 * number comes back through pthread_join(). */
#include "numbers.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

static atomic_long counter;

int increment_counter(long *number)
{
    *number = atomic_fetch_add(&counter, 1) + 1;
    return 0;
}

int counter_value(long *value)
{
    *value = atomic_load(&counter);
    return 0;
}

static void *member_main(void *unused)
{
    long number = 0;

    (void)unused;
    increment_counter(&number);
    pthread_exit((void *)(intptr_t)number);
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
        error = pthread_create(&members[created], NULL, member_main, NULL);
        created += error == 0;
    }
    while (created > 0) {
        void *number = NULL;
        created--;
        pthread_join(members[created], &number);
        numbers[created] = (long)(intptr_t)number;
    }
    return error;
}
