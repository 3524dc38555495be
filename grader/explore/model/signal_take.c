/*
 * Which thread takes a signal, and what comes of it.
 *
 * The one idea: the scheduler asks whether one is due, and tells who takes it.
 * A handler runs as a call of that thread's, in between or in the middle of
 * what it announced, which is put by until the handler has returned.
 */
#include <string.h>
#include <ucontext.h>

#include "explore/core/deadline.h"
#include "explore/core/before.h"
#include "explore/model/calls.h"
#include "explore/model/signal_state.h"
#include "explore/model/signal_words.h"
#include "explore/model/timer.h"

pid_t __wrap_getpid(void);

/* What it takes where it is. */
static uint64_t open_to(const struct thread *thread)
{
    return ~(thread->signals_blocked | thread->signals_awaited |
             signal_state.ignored);
}

static uint64_t outside_bit(void)
{
    unsigned number = schedule.limits.outside;
    return number && !signal_state.outside_came ? signal_bit((int)number) : 0;
}

static uint64_t tried_bit(void)
{
    return signal_state.tried && !signal_state.tried_came
               ? signal_bit(signal_state.tried)
               : 0;
}

static uint64_t timer_bit(void)
{
    return timer.armed ? signal_bit(SIGALRM) : 0;
}

/* An alarm that is far away guards against hangs, as long sleeps do. */
static enum signal_due timer_due(void)
{
    uint64_t left = timer_left(schedule.now);
    if (left == 1)
        return SIGNAL_COMES;
    if (left >= DEADLINE_FAR && !minute_may_have_passed(timer.since))
        return SIGNAL_LATE;
    return schedule.left.timeouts > 0 ? SIGNAL_MAY : SIGNAL_LATE;
}

static enum signal_due due(const struct thread *thread)
{
    uint64_t open = open_to(thread);
    if (pending_for(thread) & open)
        return SIGNAL_COMES;
    if (outside_bit() & open & signal_state.handled)
        return SIGNAL_MAY;
    if (timer_bit() & open & signal_state.handled)
        return timer_due();
    return tried_bit() & open & signal_state.handled ? SIGNAL_LAST
                                                     : SIGNAL_NONE;
}

/* Which one it takes next, as far as that is known: 0 for none. */
static uint64_t next_due(const struct thread *thread)
{
    uint64_t open = open_to(thread);
    uint64_t pending = pending_for(thread) & open;
    uint64_t comes = outside_bit() & open & signal_state.handled;
    return pending ? pending & -pending
           : comes ? comes
                   : (timer_bit() | tried_bit()) & open & signal_state.handled;
}

bool signals_due(const struct thread *thread)
{
    return signal_due(thread) != SIGNAL_NONE;
}

bool signals_reach(const struct thread *thread)
{
    if (signals_due(thread))
        return next_due(thread) & signal_state.interrupting;
    return schedule.left.interrupts > 0 &&
           (schedule.limits.interrupts > 0 ||
            (signal_state.interrupting & signals_from_anywhere() &
             ~thread->signals_blocked));
}

/* The default action of those that are not ignored. */
void signal_default_act(int number, const char *call, const void *pc)
{
    const uint64_t stops = signal_bit(SIGSTOP) | signal_bit(SIGTSTP) |
                           signal_bit(SIGTTIN) | signal_bit(SIGTTOU);
    const uint64_t crashes = signal_bit(SIGSEGV) | signal_bit(SIGBUS) |
                             signal_bit(SIGFPE) | signal_bit(SIGILL) |
                             signal_bit(SIGABRT) | signal_bit(SIGSYS) |
                             signal_bit(SIGTRAP);
    if (stops & signal_bit(number))
        finding_unmodelled("a signal that stops the program", pc);
    trace_op(&(struct op){.call = signal_ends(number), .pc = pc}, NULL);
    if (crashes & signal_bit(number))
        finding_crash(number, pc, false);
    else
        finding_killed(number, call, pc);
    schedule_stop(ENDING_FINDING);
}

/* Calls the handler, as the kernel does: on the thread's own stack. */
static void handler_call(const struct sigaction *action,
                         const struct pending *signal)
{
    ucontext_t context;
    siginfo_t info;
    bytes_set(&context, 0, sizeof context);
    bytes_set(&info, 0, sizeof info);
    info.si_signo = signal->number;
    info.si_code = signal->code;
    info.si_pid = __wrap_getpid();
    info.si_value = signal->value;
    if (action->sa_flags & SA_SIGINFO)
        action->sa_sigaction(signal->number, &info, &context);
    else
        action->sa_handler(signal->number);
}

/* What was announced could not happen yet. */
static bool is_waiting(const struct op *op)
{
    struct thread *self = schedule.current;
    if (!op || !op->ready)
        return false;
    self->op = op;
    bool waits = !op->ready(self, OUTCOME_NORMAL);
    self->op = NULL;
    return waits;
}

/* The interrupted call is put by until the handler has returned. */
static void handler_run(const struct op *op, const struct pending *signal)
{
    struct thread *self = schedule.current;
    int number = signal->number;
    const struct sigaction action = signal_state.actions[number];
    const void *caller = self->caller, *overdue_at = self->overdue_at;
    uint64_t blocked = self->signals_blocked, awaited = self->signals_awaited;
    long long overdue = self->overdue;
    struct interrupted frame = {.op = op,
                                .was_signalled = self->was_signalled,
                                .phase = self->phase,
                                .waited = is_waiting(op),
                                .outer = self->interrupted};
    const void *at = (const char *)(uintptr_t)action.sa_handler + 1;
    if (action.sa_flags & SA_RESETHAND)
        signal_action_set(number, &(struct sigaction){.sa_handler = SIG_DFL});
    self->signals_blocked |= *(const uint64_t *)(const void *)&action.sa_mask;
    if (!(action.sa_flags & SA_NODEFER))
        self->signals_blocked |= signal_bit(number);
    self->signals_blocked &= ~UNBLOCKABLE;
    self->signals_awaited = 0;
    self->caller = NULL;
    self->interrupted = &frame;
    trace_op(&(struct op){.call = signal_runs(number), .pc = at}, NULL);
    handler_call(&action, signal);
    trace_op(&(struct op){.call = signal_returns(number)}, NULL);
    self->interrupted = frame.outer;
    self->was_signalled = frame.was_signalled;
    self->phase = frame.phase;
    self->caller = caller;
    self->overdue = overdue;
    self->overdue_at = overdue_at;
    self->signals_awaited = awaited;
    self->signals_blocked = blocked;
}

static void signal_took(int number)
{
    signals_recount();
    signal_state.sent |= signal_bit(number);
    schedule.changes++;
    schedule.idle = 0;
    before_acquire(&signal_state.orders[number]);
}

/* NULL: between two calls. */
static void deliver(const struct op *op, const struct pending *signal,
                    const char *call, const void *pc)
{
    int number = signal->number;
    signal_took(number);
    if (signal_state.ignored & signal_bit(number))
        return;
    if (!signals_handled(number))
        signal_default_act(number, call, pc);
    handler_run(op, signal);
}

/* One from outside, sent to the process. */
static struct pending outside_make(uint64_t among)
{
    int number = __builtin_ctzll(among) + 1;
    signal_state.from_outside = true;
    if (outside_bit() == among)
        signal_state.outside_came = true;
    return (struct pending){.number = number, .code = SI_USER};
}

/* Its time has come, however early that may be. */
static struct pending timer_make(void)
{
    if (timer_left(schedule.now) > 1 && schedule.left.timeouts > 0)
        schedule.left.timeouts--;
    schedule.now = timer_end(schedule.now);
    signal_state.from_outside = true;
    return (struct pending){.number = SIGALRM, .code = SI_KERNEL};
}

static void take(const struct op *op, enum outcome outcome)
{
    struct thread *self = schedule.current;
    struct pending signal;
    uint64_t open = open_to(self);
    self->signal_delay = 0;
    if (pending_take(self, open, &signal)) {
        deliver(op, &signal, op->call, op->pc);
        return;
    }
    uint64_t comes = outside_bit() & open & signal_state.handled;
    if (!comes && timer_bit() & open & signal_state.handled) {
        signal = timer_make();
        deliver(op, &signal, op->call, op->pc);
        return;
    }
    if (!comes && due(self) == SIGNAL_LAST) {
        comes = tried_bit();
        signal_state.tried_came = true;
    }
    if (!comes && outcome == OUTCOME_INTERRUPT)
        comes = signal_state.interrupting & signals_from_anywhere() & open;
    comes &= -comes;
    if (!comes || !signals_modelled)
        return;
    signal = outside_make(comes);
    deliver(op, &signal, op->call, op->pc);
}

/* Those in which glibc works on what the same call in a handler would find in
 * the middle of a change. None of them is async-signal-safe (POSIX.1-2017, XSH
 * 2.4.3). */
static bool is_unsafe(const char *call)
{
    static const char *const families[] = {"pthread_mutex_", "pthread_cond_",
                                           "pthread_rwlock_",
                                           "pthread_barrier_"};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strncmp(call, families[i], strlen(families[i])) == 0)
            return true;
    return false;
}

/* Undefined is only what is unsafe and has interrupted what is unsafe. A call
 * that could have happened may as well not have begun. */
static void within(const struct op *op, bool jumped)
{
    const struct interrupted *in = schedule.current->interrupted;
    if (jumped)
        finding_unmodelled("a jump out of a signal handler", op->pc);
    if (!is_unsafe(op->call))
        return;
    for (; in; in = in->outer)
        if (in->waited && is_unsafe(in->op->call))
            finding_misuse("makes a call in a signal handler that interrupted "
                           "such a call, and neither is async-signal-safe",
                           op->call, op->address, op->pc);
}

static const struct signals_model model = {due, take, within};

void signals_setup(void)
{
    schedule_signals = &model;
}

uint64_t signals_ring_in(void)
{
    uint64_t open = open_to(schedule.current) & signal_state.handled;
    return timer_bit() & open ? timer_left(schedule.now) : UINT64_MAX;
}

void signals_settle(const char *call, const void *pc)
{
    struct thread *self = schedule.current;
    struct pending signal;
    if (signals_ring_in() <= 1) {
        signal = timer_make();
        deliver(NULL, &signal, call, pc);
    }
    while (pending_take(self, open_to(self), &signal))
        deliver(NULL, &signal, call, pc);
}

bool signal_waits_for(const struct thread *thread, uint64_t among)
{
    return (pending_for(thread) | outside_bit() | timer_bit()) & among;
}

struct pending signal_consume(uint64_t among)
{
    struct pending signal;
    if (!pending_take(schedule.current, among, &signal))
        signal =
            outside_bit() & among ? outside_make(outside_bit()) : timer_make();
    signal_took(signal.number);
    return signal;
}
