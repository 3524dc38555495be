/*
 * Signals: handlers, and what is kept; see signals.h.
 *
 * The one idea: what a program prepares for signals is kept, per schedule.
 * Which thread takes one, and what comes of it, is in signal_take.c; the calls
 * that send signals or wait for them are in signal_send.c and signal_wait.c.
 */
#include "explore/model/signals.h"

#include <errno.h>

#include "explore/core/digest.h"
#include "explore/model/calls.h"
#include "explore/model/signal_state.h"
#include "explore/model/timer.h"

int __real_sigaction(int, const struct sigaction *, struct sigaction *);
sighandler_t __real_signal(int, sighandler_t);

bool signals_modelled;
struct signal_state signal_state;

static const char *installed_by[SIGNALS];
static const void *installed_at[SIGNALS];
static const struct thread *installer[SIGNALS];

static uint64_t ignored_by_default(void)
{
    return signal_bit(SIGCHLD) | signal_bit(SIGURG) | signal_bit(SIGWINCH) |
           signal_bit(SIGCONT);
}

/* What is pending, and what may still come. */
void signals_recount(void)
{
    bool may_come = schedule.limits.outside && !signal_state.outside_came;
    schedule.signals_pending = pending_count() + may_come + timer.armed +
                               (signal_state.tried && !signal_state.tried_came);
}

void signals_clear(void)
{
    bytes_set(signal_state.actions, 0, sizeof signal_state.actions);
    bytes_set(installed_at, 0, sizeof installed_at);
    signal_state.handled = signal_state.interrupting = signal_state.sent =
        signal_state.sent_inside = 0;
    signal_state.ignored = ignored_by_default();
    signal_state.outside_came = signal_state.from_outside =
        signal_state.tried_came = false;
    pending_clear();
    timer_set(0, 0, 0);
    signals_recount();
}

void signals_digest(struct digest *digest)
{
    digest_bytes(digest, signal_state.actions, sizeof signal_state.actions);
    digest_word(digest, (uint64_t)signal_state.outside_came |
                            signal_state.from_outside << 1 |
                            signal_state.tried_came << 2 | timer.armed << 3);
    digest_word(digest, timer.armed ? timer.deadline : 0);
    digest_word(digest, timer.interval);
    /* Those that are due are delayed by steps, which nothing here tells. */
    digest->open |= pending_count() > 0;
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
    return signal_valid(number) && signal_state.handled & signal_bit(number);
}

bool signals_told_to_end(void)
{
    return signal_state.from_outside;
}

enum signal_answer signal_answer(int number)
{
    const struct sigaction *action = &signal_state.actions[number];
    if (schedule.current->signals_blocked & signal_bit(number))
        return SIGNAL_UNHEARD;
    if (action->sa_flags & SA_SIGINFO)
        return SIGNAL_HANDLED;
    return action->sa_handler == SIG_DFL   ? SIGNAL_ENDS
           : action->sa_handler == SIG_IGN ? SIGNAL_UNHEARD
                                           : SIGNAL_HANDLED;
}

void signals_note(bool cut)
{
    uint64_t told =
        ~signal_state.sent & (cut ? signals_from_anywhere() : ~0ull);
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

void signal_action_set(int number, const struct sigaction *action)
{
    uint64_t bit = signal_bit(number);
    bool takes_info = action->sa_flags & SA_SIGINFO;
    bool ignores = !takes_info && action->sa_handler == SIG_IGN;
    bool plain = !takes_info && action->sa_handler == SIG_DFL;
    signal_state.actions[number] = *action;
    signal_state.handled &= ~bit;
    signal_state.interrupting &= ~bit;
    signal_state.ignored &= ~bit;
    if (ignores || (plain && ignored_by_default() & bit))
        signal_state.ignored |= bit;
    else if (!plain)
        signal_state.handled |= bit;
    if (signal_state.handled & bit && !(action->sa_flags & SA_RESTART))
        signal_state.interrupting |= bit;
}

static void action_take(int number, const struct sigaction *action,
                        const char *call, const void *pc)
{
    signal_action_set(number, action);
    if (signal_state.ignored & signal_bit(number)) {
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
    if (signal_state.interrupting & signals_from_anywhere() &
        signal_bit(number))
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
    struct sigaction before = signal_state.actions[number];
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
    sighandler_t before = signal_state.actions[number].sa_handler;
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
