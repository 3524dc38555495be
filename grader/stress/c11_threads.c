/*
 * The threads and the thread-specific storage of C11's <threads.h>: in the GNU
 * C library they are those of pthreads under other names (see c11.c). Sleeps
 * are in wait.c.
 */
#include <errno.h>
#include <stdint.h>
#include <threads.h>

#include "stress/call.h"
#include "stress/real.h"
#include "stress/thread.h"

int __wrap_thrd_create(thrd_t *thread, thrd_start_t start, void *argument);
int __wrap_thrd_join(thrd_t thread, int *result);
int __wrap_thrd_detach(thrd_t thread);
_Noreturn void __wrap_thrd_exit(int result);
int __real_tss_create(tss_t *key, tss_dtor_t destructor);
int __wrap_tss_create(tss_t *key, tss_dtor_t destructor);

int __wrap_pthread_detach(pthread_t thread);
_Noreturn void __wrap_pthread_exit(void *result);

static int result_of(int error)
{
    return error == 0                           ? thrd_success
           : error == ENOMEM || error == EAGAIN ? thrd_nomem
                                                : thrd_error;
}

/* What a start function returns is in the same register. */
int __wrap_thrd_create(thrd_t *thread, thrd_start_t start, void *argument)
{
    return result_of(thread_start(thread, NULL,
                                  (void *(*)(void *))(void (*)(void))start,
                                  argument, CALLER));
}

int __wrap_thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;
    int error = thread_join(thread, &value, "thrd_join", CALLER);
    if (!error && result) {
        ARGUMENT_WRITTEN(result);
        *result = (int)(intptr_t)value;
    }
    return result_of(error);
}

int __wrap_thrd_detach(thrd_t thread)
{
    return result_of(__wrap_pthread_detach(thread));
}

_Noreturn void __wrap_thrd_exit(int result)
{
    __wrap_pthread_exit((void *)(intptr_t)result);
}

int __wrap_tss_create(tss_t *key, tss_dtor_t destructor)
{
    ARGUMENT_WRITTEN(key);
    return __real_tss_create(key, destructor);
}
