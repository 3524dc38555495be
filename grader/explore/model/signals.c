/*
 * Signals: handlers, masks, and which thread takes what; see signals.h.
 *
 * The calls that send signals or wait for them are in signal_send.c and
 * signal_wait.c.
 */
#include "explore/model/signals.h"

#include <errno.h>
#include <string.h>
#include <ucontext.h>

#include "explore/ground/tsan.h"
#include "explore/model/calls.h"
#include "explore/model/signal_words.h"
#include "explore/model/timer.h"

int __real_sigaction(int, const struct sigaction *, struct sigaction *);
sighandler_t __real_signal(int, sighandler_t);
int __real_sigprocmask(int, const sigset_t *, sigset_t *);
int __real_pthread_sigmask(int, const sigset_t *, sigset_t *);
pid_t __wrap_getpid(void);

/* glibc keeps two for itself. */
#define UNBLOCKABLE (signal_bit(SIGKILL) | signal_bit(SIGSTOP) | 3ul << 31)

bool signals_modelled;

static struct sigaction actions[SIGNALS];
static const char *installed_by[SIGNALS];
static const void *installed_at[SIGNALS];
static const struct thread *installer[SIGNALS];
static uint64_t handled;      /* a bit for each signal: has a handler */
static uint64_t interrupting; /* ... which does not restart calls */
static uint64_t ignored;
static uint64_t sent;        /* in this schedule, by anyone */
static uint64_t sent_inside; /* ... by the program */
static bool outside_came;    /* what schedule.limits.outside asks for */
static int tried;            /* sent once where it would hang; 0: none */
static bool tried_came;
static bool from_outside;    /* any did */
static char orders[SIGNALS]; /* sending one happens before taking it */

static uint64_t ignored_by_default(void)
{
    return signal_bit(SIGCHLD) | signal_bit(SIGURG) | signal_bit(SIGWINCH) |
           signal_bit(SIGCONT);
}

/* Those that the system or a user may send at any time. The rest mean what the
 * program says, and come from it. */
static uint64_t from_anywhere(void)
{
    return ~(signal_bit(SIGUSR1) | signal_bit(SIGUSR2) | ~0ull << 31);
}

/* What is pending, and what may still come. */
void signals_recount(void)
{
    bool may_come = schedule.limits.outside && !outside_came;
    schedule.signals_pending =
        pending_count() + may_come + timer.armed + (tried && !tried_came);
}

void signals_clear(void)
{
    bytes_set(actions, 0, sizeof actions);
    bytes_set(installed_at, 0, sizeof installed_at);
    handled = interrupting = sent = sent_inside = 0;
    ignored = ignored_by_default();
    outside_came = from_outside = tried_came = false;
    pending_clear();
    timer_set(0, 0, 0);
    signals_recount();
}

void signals_programs_only(const char *call, const void *pc)
{
    if (!signals_modelled)
        finding_unmodelled(call, pc);
}

bool signal_valid(int number)
{
    return number > 0 && number < SIGNALS;
}

bool signals_handled(int number)
{
    return signal_valid(number) && handled & signal_bit(number);
}

/* What it takes where it is. */
static uint64_t open_to(const struct thread *thread)
{
    return ~(thread->signals_blocked | thread->signals_awaited | ignored);
}

static uint64_t outside_bit(void)
{
    unsigned number = schedule.limits.outside;
    return number && !outside_came ? signal_bit((int)number) : 0;
}

static uint64_t tried_bit(void)
{
    return tried && !tried_came ? signal_bit(tried) : 0;
}

static uint64_t timer_bit(void)
{
    return timer.armed ? signal_bit(SIGALRM) : 0;
}

static enum signal_due timer_due(void)
{
    if (timer_left(schedule.now) == 1)
        return SIGNAL_COMES;
    return schedule.left.timeouts > 0 ? SIGNAL_MAY : SIGNAL_LATE;
}

static enum signal_due due(const struct thread *thread)
{
    uint64_t open = open_to(thread);
    if (pending_for(thread) & open)
        return SIGNAL_COMES;
    if (outside_bit() & open & handled)
        return SIGNAL_MAY;
    if (timer_bit() & open & handled)
        return timer_due();
    return tried_bit() & open & handled ? SIGNAL_LAST : SIGNAL_NONE;
}

/* Which one it takes next, as far as that is known: 0 for none. */
static uint64_t next_due(const struct thread *thread)
{
    uint64_t open = open_to(thread);
    uint64_t pending = pending_for(thread) & open;
    uint64_t comes = outside_bit() & open & handled;
    return pending ? pending & -pending
           : comes ? comes
                   : (timer_bit() | tried_bit()) & open & handled;
}

bool signals_due(const struct thread *thread)
{
    return signal_due(thread) != SIGNAL_NONE;
}

bool signals_reach(const struct thread *thread)
{
    if (signals_due(thread))
        return next_due(thread) & interrupting;
    return schedule.left.interrupts > 0 &&
           (schedule.limits.interrupts > 0 ||
            (interrupting & from_anywhere() & ~thread->signals_blocked));
}

bool signals_told_to_end(void)
{
    return from_outside;
}

void signals_note(bool cut)
{
    uint64_t told = ~sent & (cut ? from_anywhere() : ~0ull);
    for (int number = 1; number < SIGNALS; number++)
        if (installed_at[number] && told & signal_bit(number)) {
            finding_left("installs a handler for a signal, and no signal comes "
                         "while it is explored",
                         installed_by[number], NULL, installed_at[number],
                         true);
            finding.thread = installer[number];
            return;
        }
}

static void action_set(int number, const struct sigaction *action)
{
    uint64_t bit = signal_bit(number);
    bool takes_info = action->sa_flags & SA_SIGINFO;
    bool ignores = !takes_info && action->sa_handler == SIG_IGN;
    bool plain = !takes_info && action->sa_handler == SIG_DFL;
    actions[number] = *action;
    handled &= ~bit;
    interrupting &= ~bit;
    ignored &= ~bit;
    if (ignores || (plain && ignored_by_default() & bit))
        ignored |= bit;
    else if (!plain)
        handled |= bit;
    if (handled & bit && !(action->sa_flags & SA_RESTART))
        interrupting |= bit;
}

static void action_take(int number, const struct sigaction *action,
                        const char *call, const void *pc)
{
    action_set(number, action);
    if (ignored & signal_bit(number)) {
        pending_drop(NULL, signal_bit(number));
        signals_recount();
    }
    if (!signals_handled(number))
        return;
    if (!installed_at[number])
        installed_by[number] = call;
    if (!installed_at[number])
        installer[number] = schedule.current;
    if (!installed_at[number])
        installed_at[number] = pc;
    if (interrupting & from_anywhere() & signal_bit(number))
        schedule_signals_come();
}

static bool number_valid(int number, bool changes)
{
    bool fixed = number == SIGKILL || number == SIGSTOP;
    bool valid = signal_valid(number) && !(changes && fixed);
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

/* A sigset_t begins with a bit for each signal. */
uint64_t signals_in(const sigset_t *set, const void *pc)
{
    argument_needed(set, sizeof(uint64_t), false, pc);
    return *(const uint64_t *)(const void *)set;
}

void signals_write(sigset_t *set, uint64_t signals, const void *pc)
{
    argument_needed(set, sizeof *set, true, pc);
    bytes_set(set, 0, sizeof *set);
    *(uint64_t *)(void *)set = signals;
}

void signals_block(uint64_t mask, const char *call, const void *pc)
{
    struct thread *self = schedule.current;
    self->signals_blocked = mask & ~UNBLOCKABLE;
    pending_drop(self, ignored & ~self->signals_blocked);
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
    signals_block(how == SIG_BLOCK     ? before | bits
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

/* The default action of those that are not ignored. */
static void default_act(int number, const char *call, const void *pc)
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
    const struct sigaction action = actions[number];
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
        action_set(number, &(struct sigaction){.sa_handler = SIG_DFL});
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
    sent |= signal_bit(number);
    schedule.changes++;
    schedule.idle = 0;
    __tsan_acquire(&orders[number]);
}

/* NULL: between two calls. */
static void deliver(const struct op *op, const struct pending *signal,
                    const char *call, const void *pc)
{
    int number = signal->number;
    signal_took(number);
    if (ignored & signal_bit(number))
        return;
    if (!signals_handled(number))
        default_act(number, call, pc);
    handler_run(op, signal);
}

/* One from outside, sent to the process. */
static struct pending outside_make(uint64_t among)
{
    int number = __builtin_ctzll(among) + 1;
    from_outside = true;
    if (outside_bit() == among)
        outside_came = true;
    return (struct pending){.number = number, .code = SI_USER};
}

/* Its time has come, however early that may be. */
static struct pending timer_make(void)
{
    if (timer_left(schedule.now) > 1 && schedule.left.timeouts > 0)
        schedule.left.timeouts--;
    schedule.now = timer_end(schedule.now);
    from_outside = true;
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
    uint64_t comes = outside_bit() & open & handled;
    if (!comes && timer_bit() & open & handled) {
        signal = timer_make();
        deliver(op, &signal, op->call, op->pc);
        return;
    }
    if (!comes && due(self) == SIGNAL_LAST) {
        comes = tried_bit();
        tried_came = true;
    }
    if (!comes && outcome == OUTCOME_INTERRUPT)
        comes = interrupting & from_anywhere() & open;
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

void signals_settle(const char *call, const void *pc)
{
    struct thread *self = schedule.current;
    struct pending signal;
    while (pending_take(self, open_to(self), &signal))
        deliver(NULL, &signal, call, pc);
}

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
    point_simple(call, NULL, pc);
    trace_op(&(struct op){.call = signal_sends(signal->number), .pc = pc},
             NULL);
    sent |= bit;
    sent_inside |= bit;
    schedule.changes++;
    if (target && target->finished)
        return 0;
    bool open = taken_by_anyone(target, bit);
    if (open && ignored & bit)
        return 0;
    if (open && !(handled & bit))
        default_act(signal->number, call, pc);
    if (!pending_add(signal))
        return EAGAIN;
    __tsan_release(&orders[signal->number]);
    signals_recount();
    if (target == self || (!target && !others_take(bit)))
        signals_settle(call, pc);
    return 0;
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

/* One of these told the program to end; it may not care which. */
static uint64_t came(void)
{
    const uint64_t ends =
        signal_bit(SIGINT) | signal_bit(SIGTERM) | signal_bit(SIGQUIT);
    return from_outside && sent & ends ? sent | ends : sent;
}

/* What may still come from outside to a thread that waits for it. sigwait()
 * loses nothing, so who waits again may get the same once more; pause() may
 * have come too late for it. */
static uint64_t awaited_by(const struct thread *thread)
{
    if (thread->signals_awaited)
        return thread->signals_awaited & ~UNBLOCKABLE & ~sent_inside;
    if (thread->op->suspends)
        return handled & ~thread->signals_blocked & ~came();
    return 0;
}

int signals_not_sent(void)
{
    uint64_t rest = handled & from_anywhere() & ~came();
    return rest ? __builtin_ctzll(rest) + 1 : 0;
}

void signals_try(int number)
{
    tried = number;
}

void signals_note_awaited(const struct thread *thread, const char *call,
                          const void *pc)
{
    finding_left("waits for a signal from outside, and none comes while it is "
                 "explored",
                 call, NULL, pc, true);
    finding.thread = thread;
}

bool signals_may_come(void)
{
    for (unsigned i = 0; i < threads.live_count; i++) {
        const struct thread *thread = threads.live[i];
        if (!awaited_by(thread))
            continue;
        signals_note_awaited(thread, thread->op->call, thread->op->pc);
        return true;
    }
    return false;
}
