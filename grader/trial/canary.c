/*
 * The canary: proof that the race detector was alive when the trial ended.
 *
 * The hook is called by hand, because the kit's own code is compiled without
 * ThreadSanitizer. Two threads that nothing orders write the same word, so a
 * report is certain whatever the order in which they run.
 */
#include "trial/canary.h"

#include <pthread.h>
#include <stddef.h>

long lockstep_canary;

void __tsan_write8(void *address);
/* Both engines wrap these calls; the canary needs real threads. */
int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __real_pthread_join(pthread_t, void **);

static void *canary_write(void *unused)
{
    __tsan_write8(&lockstep_canary);
    return unused;
}

int canary_plant(void)
{
    pthread_t first, second;
    int error = __real_pthread_create(&first, NULL, canary_write, NULL);
    if (error)
        return error;
    error = __real_pthread_create(&second, NULL, canary_write, NULL);
    if (!error)
        __real_pthread_join(second, NULL);
    __real_pthread_join(first, NULL);
    return error;
}
