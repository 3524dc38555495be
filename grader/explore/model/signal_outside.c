/*
 * Waits for a signal that somebody outside has to send.
 *
 * The one idea: such a wait is no deadlock. Where nobody can tell, the signal
 * is tried (search/once.c).
 */
#include "explore/model/calls.h"
#include "explore/model/signal_state.h"

/* One of these told the program to end; it may not care which. */
static uint64_t came(void)
{
    const uint64_t ends =
        signal_bit(SIGINT) | signal_bit(SIGTERM) | signal_bit(SIGQUIT);
    return signal_state.from_outside && signal_state.sent & ends
               ? signal_state.sent | ends
               : signal_state.sent;
}

/* What may still come from outside to a thread that waits for it. sigwait()
 * loses nothing, so who waits again may get the same once more; pause() may
 * have come too late for it. */
static uint64_t awaited_by(const struct thread *thread)
{
    if (thread->signals_awaited)
        return thread->signals_awaited & ~UNBLOCKABLE &
               ~signal_state.sent_inside;
    if (thread->op->suspends)
        return signal_state.handled & ~thread->signals_blocked & ~came();
    return 0;
}

int signals_not_sent(void)
{
    uint64_t rest = signal_state.handled & signals_from_anywhere() & ~came();
    return rest ? __builtin_ctzll(rest) + 1 : 0;
}

void signals_try(int number)
{
    signal_state.tried = number;
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
