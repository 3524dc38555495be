/*
 * The control probe: a thread, and the canary, without any student code. If its
 * race is reported, this machine can run threads and detect races.
 */
#include <pthread.h>
#include <stddef.h>

#include "trial/canary.h"
#include "trial/settle.h"

/* The probe's objects are linked with wrapped calls. */
int __real_pthread_create(pthread_t *, const pthread_attr_t *,
                          void *(*)(void *), void *);
int __real_pthread_join(pthread_t, void **);

static void *thread_main(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread;
    probe_settle();
    int error = __real_pthread_create(&thread, NULL, thread_main, NULL);
    if (error)
        return error;
    __real_pthread_join(thread, NULL);
    canary_plant();
    return 0;
}
