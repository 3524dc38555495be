/*
 * The masks of threads.
 *
 * The one idea: what a thread lets in and is pending is taken before the call
 * returns (POSIX.1-2017, pthread_sigmask()).
 */
#include <errno.h>

#include "explore/model/calls.h"
#include "explore/model/signal_state.h"

int __real_sigprocmask(int, const sigset_t *, sigset_t *);
int __real_pthread_sigmask(int, const sigset_t *, sigset_t *);

static void mask_set(uint64_t mask, const char *call, const void *pc)
{
    struct thread *self = schedule.current;
    self->signals_blocked = mask & ~UNBLOCKABLE;
    pending_drop(self, signal_state.ignored & ~self->signals_blocked);
    signals_recount();
    signals_settle(call, pc);
}

/* @return An error number. */
static int mask(int how, const sigset_t *set, sigset_t *old, const char *call,
                const void *pc)
{
    uint64_t before = schedule.current->signals_blocked;
    if (old)
        signals_write(old, before, pc);
    if (!set)
        return 0;
    uint64_t bits = signals_in(set, pc);
    if (how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK)
        return EINVAL;
    mask_set(how == SIG_BLOCK     ? before | bits
             : how == SIG_UNBLOCK ? before & ~bits
                                  : bits,
             call, pc);
    return 0;
}

int __wrap_pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    if (!schedule.active)
        return __real_pthread_sigmask(how, set, old);
    return mask(how, set, old, "pthread_sigmask", CALLER);
}

int __wrap_sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    if (!schedule.active)
        return __real_sigprocmask(how, set, old);
    int error = mask(how, set, old, "sigprocmask", CALLER);
    if (error)
        errno = error;
    return error ? -1 : 0;
}
