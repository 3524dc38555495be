/*
 * The canary: proof that the race detector was alive when the trial ended.
 *
 * The hook is called by hand, because the kit's own code is compiled without
 * ThreadSanitizer. For the same reason the wait below orders the two writes in
 * time, but not for ThreadSanitizer: it must report the second one. Without the
 * wait they could coincide, and two accesses that look at the same shadow cell
 * at once may miss each other.
 */
#include "trial/canary.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

long __lockstep_canary;

void __tsan_write8(void *address);
/* Both engines wrap these calls; the canary needs real threads. */
int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __real_pthread_join(pthread_t, void **);

static atomic_bool written;

static void *canary_write(void *unused)
{
    __tsan_write8(&__lockstep_canary);
    atomic_store(&written, true);
    return unused;
}

int canary_plant(void)
{
    pthread_t first, second;
    int error = __real_pthread_create(&first, NULL, canary_write, NULL);
    if (error)
        return error;
    while (!atomic_load(&written))
        sched_yield();
    error = __real_pthread_create(&second, NULL, canary_write, NULL);
    if (!error)
        __real_pthread_join(second, NULL);
    __real_pthread_join(first, NULL);
    return error;
}
