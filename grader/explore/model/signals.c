/*
 * Signals: handlers and masks; see signals.h.
 *
 * The one idea: what a program prepares for signals is kept, per schedule, and
 * what of it others see is that waits are interrupted. Calls that send a signal
 * or wait for one are refused (unmodelled.c).
 */
#include "explore/model/signals.h"

#include <errno.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include "explore/model/calls.h"

int __real_sigaction(int, const struct sigaction *, struct sigaction *);
sighandler_t __real_signal(int, sighandler_t);
int __real_sigprocmask(int, const sigset_t *, sigset_t *);
int __real_pthread_sigmask(int, const sigset_t *, sigset_t *);
int __real_pthread_kill(pthread_t, int);
int __real_kill(pid_t, int);
int __real_raise(int);

enum { SIGNALS = 65 };

static struct sigaction actions[SIGNALS];
static const char *installed_by;
static const void *installed_at; /* NULL: none was */
static uint64_t interrupting;    /* a bit for each signal */

void signals_clear(void)
{
    bytes_set(actions, 0, sizeof actions);
    installed_at = NULL;
    interrupting = 0;
}

static uint64_t bit(int number)
{
    return (uint64_t)1 << (number - 1);
}

bool signals_reach(const struct thread *thread)
{
    return schedule.limits.interrupts > 0 ||
           (interrupting & ~thread->signals_blocked);
}

enum signal_answer signal_answer(int number)
{
    const struct sigaction *action = &actions[number];
    if (schedule.current->signals_blocked & bit(number))
        return SIGNAL_UNHEARD;
    if (action->sa_flags & SA_SIGINFO)
        return SIGNAL_HANDLED;
    return action->sa_handler == SIG_DFL   ? SIGNAL_ENDS
           : action->sa_handler == SIG_IGN ? SIGNAL_UNHEARD
                                           : SIGNAL_HANDLED;
}

void signals_note(void)
{
    if (installed_at)
        finding_left("installs a handler for a signal, and no signal comes "
                     "while it is explored",
                     installed_by, NULL, installed_at, true);
}

static void action_take(int number, const struct sigaction *action,
                        const char *call, const void *pc)
{
    bool handles =
        (action->sa_flags & SA_SIGINFO) ||
        (action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN);
    actions[number] = *action;
    interrupting &= ~bit(number);
    if (!handles)
        return;
    if (!installed_at)
        installed_by = call;
    if (!installed_at)
        installed_at = pc;
    if (action->sa_flags & SA_RESTART)
        return;
    interrupting |= bit(number);
    schedule_signals_come();
}

static bool number_valid(int number, bool changes)
{
    bool fixed = number == SIGKILL || number == SIGSTOP;
    bool valid = number > 0 && number < SIGNALS && !(changes && fixed);
    if (!valid)
        errno = EINVAL;
    return valid;
}

int __wrap_sigaction(int number, const struct sigaction *action,
                     struct sigaction *old)
{
    if (!schedule.active)
        return __real_sigaction(number, action, old);
    if (!number_valid(number, action))
        return -1;
    if (action)
        ARGUMENT_READ(action);
    struct sigaction before = actions[number];
    if (action)
        action_take(number, action, "sigaction", CALLER);
    if (old) {
        ARGUMENT_WRITTEN(old);
        *old = before;
    }
    return 0;
}

/* As in glibc: calls are restarted. */
sighandler_t __wrap_signal(int number, sighandler_t handler)
{
    if (!schedule.active)
        return __real_signal(number, handler);
    if (!number_valid(number, true))
        return SIG_ERR;
    const struct sigaction action = {.sa_handler = handler,
                                     .sa_flags = SA_RESTART};
    sighandler_t before = actions[number].sa_handler;
    action_take(number, &action, "signal", CALLER);
    return before;
}

/* A sigset_t begins with a bit for each signal. @return An error number. */
static int mask(int how, const sigset_t *set, sigset_t *old, const void *pc)
{
    struct thread *self = schedule.current;
    uint64_t before = self->signals_blocked;
    if (set) {
        argument_tell(set, sizeof before, false, pc);
        uint64_t bits = *(const uint64_t *)(const void *)set;
        if (how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK)
            return EINVAL;
        self->signals_blocked = how == SIG_BLOCK     ? before | bits
                                : how == SIG_UNBLOCK ? before & ~bits
                                                     : bits;
        self->signals_blocked &= ~(bit(SIGKILL) | bit(SIGSTOP));
    }
    if (old) {
        argument_tell(old, sizeof *old, true, pc);
        bytes_set(old, 0, sizeof *old);
        *(uint64_t *)(void *)old = before;
    }
    return 0;
}

int __wrap_pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    if (!schedule.active)
        return __real_pthread_sigmask(how, set, old);
    return mask(how, set, old, CALLER);
}

int __wrap_sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    if (!schedule.active)
        return __real_sigprocmask(how, set, old);
    int error = mask(how, set, old, CALLER);
    if (error)
        errno = error;
    return error ? -1 : 0;
}

/* Signal 0 only asks whether the thread is there. One that has ended and was
 * not joined still is. */
int __wrap_pthread_kill(pthread_t handle, int number)
{
    static const char call[] = "pthread_kill";
    if (!schedule.active)
        return __real_pthread_kill(handle, number);
    const struct thread *target = thread_of(handle);
    if (!target || target->joined || (target->detached && target->finished))
        finding_misuse("names a thread that does not exist", call, NULL,
                       CALLER);
    if (number < 0 || number >= SIGNALS)
        return EINVAL;
    if (number != 0)
        finding_unmodelled(call, CALLER);
    return 0;
}

int __wrap_kill(pid_t process, int number)
{
    if (schedule.active && number != 0)
        finding_unmodelled("kill", CALLER);
    bool own = schedule.active && process == getpid();
    return own ? 0 : __real_kill(process, number);
}

int __wrap_raise(int number)
{
    if (schedule.active && number != 0)
        finding_unmodelled("raise", CALLER);
    return schedule.active ? 0 : __real_raise(number);
}
