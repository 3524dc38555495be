/*
 * The threads and the thread-specific storage of C11's <threads.h>: in the GNU
 * C library they are those of pthreads under other names (see c11.c). Sleeps
 * are in wait.c.
 */
#include <stdint.h>
#include <threads.h>

#include "stress/call.h"
#include "stress/real.h"
#include "stress/thread.h"
#include "trial/c11.h"

int __wrap_thrd_create(thrd_t *thread, thrd_start_t start, void *argument);
int __wrap_thrd_join(thrd_t thread, int *result);
int __wrap_thrd_detach(thrd_t thread);
_Noreturn void __wrap_thrd_exit(int result);
int __real_tss_create(tss_t *key, tss_dtor_t destructor);
int __wrap_tss_create(tss_t *key, tss_dtor_t destructor);

int __wrap_pthread_detach(pthread_t thread);
_Noreturn void __wrap_pthread_exit(void *result);

/* What a start function returns is in the same register. */
int __wrap_thrd_create(thrd_t *thread, thrd_start_t start, void *argument)
{
    return c11_result(thread_start(thread, NULL,
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
    return c11_result(error);
}

int __wrap_thrd_detach(thrd_t thread)
{
    return c11_result(__wrap_pthread_detach(thread));
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
