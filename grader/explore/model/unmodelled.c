/*
 * What the explorer can't model, by name.
 *
 * The one idea: a call that would leave the model (another process, a signal,
 * a file that threads wait for) must not silently do nothing. It ends the
 * schedule with its name, and the trial falls back to the stress engine.
 *
 * All of these take at most six arguments in integer registers.
 */
#include "explore/model/calls.h"

#define UNMODELLED(name)                                                       \
    long __real_##name(long, long, long, long, long, long);                    \
    long __wrap_##name(long, long, long, long, long, long);                    \
    long __wrap_##name(long a, long b, long c, long d, long e, long f)         \
    {                                                                          \
        if (schedule.active)                                                   \
            finding_unmodelled(#name, CALLER);                                 \
        return __real_##name(a, b, c, d, e, f);                                \
    }

/* processes */
UNMODELLED(fork)
UNMODELLED(vfork)
UNMODELLED(execve)
UNMODELLED(execv)
UNMODELLED(execvp)
UNMODELLED(posix_spawn)
UNMODELLED(posix_spawnp)
UNMODELLED(system)
UNMODELLED(popen)
UNMODELLED(wait)
UNMODELLED(waitpid)
UNMODELLED(pthread_atfork)

/* signals and timers */
UNMODELLED(sigwait)
UNMODELLED(sigsuspend)
UNMODELLED(pause)
UNMODELLED(alarm)
UNMODELLED(setitimer)
UNMODELLED(timer_create)

/* cancellation */
UNMODELLED(pthread_cancel)
UNMODELLED(pthread_setcancelstate)
UNMODELLED(pthread_setcanceltype)
UNMODELLED(pthread_testcancel)

/* what lives outside the process, or in more than one */
UNMODELLED(shm_open)
UNMODELLED(mq_open)
UNMODELLED(pipe)
UNMODELLED(socket)
UNMODELLED(socketpair)
UNMODELLED(select)
UNMODELLED(poll)
UNMODELLED(eventfd)
UNMODELLED(pthread_mutexattr_setrobust)
UNMODELLED(pthread_mutex_consistent)

/* what would change how all or some threads are made or run */
UNMODELLED(pthread_mutex_getprioceiling)
UNMODELLED(pthread_mutex_setprioceiling)
UNMODELLED(pthread_setattr_default_np)
UNMODELLED(pthread_attr_setsigmask_np)
UNMODELLED(pthread_sigqueue)
