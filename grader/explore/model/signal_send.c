/*
 * Calls that send a signal.
 *
 * The one idea: only to this process and its threads. What goes to others, or
 * to a group, is refused by name.
 */
#include <errno.h>
#include <signal.h>
#include <sys/types.h>

#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/signal_state.h"
#include "explore/model/signal_words.h"

int __real_pthread_kill(pthread_t, int);
int __real_pthread_sigqueue(pthread_t, int, const union sigval);
int __real_kill(pid_t, int);
int __real_sigqueue(pid_t, int, const union sigval);
int __real_raise(int);
pid_t __wrap_getpid(void);

/* Does anyone else take it instead? */
static bool others_take(uint64_t bit)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        if (thread != schedule.current &&
            (!(thread->signals_blocked & bit) || thread->signals_awaited & bit))
            return true;
    }
    return false;
}

static bool taken_by_anyone(const struct thread *target, uint64_t bit)
{
    for (unsigned i = 0; i < threads.live_count; i++)
        if ((!target || target == threads.live[i]) &&
            !(threads.live[i]->signals_blocked & bit))
            return true;
    return false;
}

int signal_send(const struct pending *signal, const char *call, const void *pc)
{
    const struct thread *target = signal->target, *self = schedule.current;
    uint64_t bit = signal_bit(signal->number);
    footprint_give_up(FOOTPRINT_SIGNALS);
    point_simple(call, NULL, pc);
    trace_op(&(struct op){.call = signal_sends(signal->number), .pc = pc},
             NULL);
    signal_state.sent |= bit;
    signal_state.sent_inside |= bit;
    schedule.changes++;
    if (target && target->finished)
        return 0;
    bool open = taken_by_anyone(target, bit);
    if (open && signal_state.ignored & bit)
        return 0;
    if (open && !(signal_state.handled & bit))
        signal_default_act(signal->number, call, pc);
    if (!pending_add(signal))
        return EAGAIN;
    before_release(&signal_state.orders[signal->number]);
    signals_recount();
    if (target == self || (!target && !others_take(bit)))
        signals_settle(call, pc);
    return 0;
}

static int fail(int error)
{
    if (error)
        errno = error;
    return error ? -1 : 0;
}

/* Signal 0 only asks whether the thread is there. One that has ended and was
 * not joined still is. @return An error number. */
static int thread_send(pthread_t handle, int number, int code,
                       union sigval value, const char *call, const void *pc)
{
    const struct thread *target = thread_of(handle);
    if (target)
        footprint_touch(&target->sync, 1, false);
    if (!target || target->joined || (target->detached && target->finished))
        finding_misuse("names a thread that does not exist", call, NULL, pc);
    if (number != 0)
        signals_programs_only(call, pc);
    if (number != 0 && !signal_valid(number))
        return EINVAL;
    if (number == 0)
        return 0;
    const struct pending signal = {target, number, code, value};
    return signal_send(&signal, call, pc);
}

int __wrap_pthread_kill(pthread_t handle, int number)
{
    static const union sigval nothing;
    if (!schedule.active)
        return __real_pthread_kill(handle, number);
    return thread_send(handle, number, SI_TKILL, nothing, "pthread_kill",
                       CALLER);
}

int __wrap_pthread_sigqueue(pthread_t handle, int number,
                            const union sigval value)
{
    if (!schedule.active)
        return __real_pthread_sigqueue(handle, number, value);
    return thread_send(handle, number, SI_QUEUE, value, "pthread_sigqueue",
                       CALLER);
}

int __wrap_raise(int number)
{
    static const union sigval nothing;
    static const char call[] = "raise";
    if (!schedule.active)
        return __real_raise(number);
    return fail(thread_send(thread_handle(schedule.current), number, SI_TKILL,
                            nothing, call, CALLER));
}

static int process_send(pid_t process, int number, int code, union sigval value,
                        const char *call, const void *pc)
{
    bool own = process == __wrap_getpid();
    if (number != 0)
        signals_programs_only(call, pc);
    if (number != 0 && !own)
        finding_unmodelled(call, pc);
    if (number != 0 && !signal_valid(number))
        return fail(EINVAL);
    if (number == 0)
        return own ? 0 : __real_kill(process, 0);
    const struct pending signal = {NULL, number, code, value};
    return fail(signal_send(&signal, call, pc));
}

int __wrap_kill(pid_t process, int number)
{
    static const union sigval nothing;
    if (!schedule.active)
        return __real_kill(process, number);
    return process_send(process, number, SI_USER, nothing, "kill", CALLER);
}

int __wrap_sigqueue(pid_t process, int number, const union sigval value)
{
    if (!schedule.active)
        return __real_sigqueue(process, number, value);
    return process_send(process, number, SI_QUEUE, value, "sigqueue", CALLER);
}
