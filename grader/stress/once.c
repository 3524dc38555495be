/*
 * pthread_once(): a lock that is taken once, while its routine runs.
 *
 * A thread that comes meanwhile waits in the call. The one that runs the
 * routine does not: it is in the student's code, and may make calls of its own.
 */
#include "stress/once.h"

#include "stress/call.h"

int __real_pthread_once(pthread_once_t *, void (*)(void));
int __wrap_pthread_once(pthread_once_t *once, void (*routine)(void));

/* What this thread was asked to run; a routine may itself call
 * pthread_once(). */
static __thread void (*asked)(void);

static void routine_run(void)
{
    call_end();
    asked();
}

int once_run(pthread_once_t *once, void (*routine)(void), const char *call,
             const void *at)
{
    void (*outer)(void) = asked;
    asked = routine;
    call_begin(call, once, at, CALL_OPEN);
    int error = __real_pthread_once(once, routine_run);
    call_end();
    asked = outer;
    return error;
}

int __wrap_pthread_once(pthread_once_t *once, void (*routine)(void))
{
    return once_run(once, routine, "pthread_once", CALLER);
}
