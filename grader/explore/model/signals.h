/**
 * @file signals.h
 * @brief Signals: what a program wants done with them, and what comes of it.
 *
 * The one idea: a signal that was sent is pending until a thread takes it, at
 * one of its scheduling points, where its handler runs as a call of that
 * thread's. When that is, and which thread, is a choice of the schedule. In a
 * trial no signal is ever sent.
 */
#ifndef LOCKSTEP_SIGNALS_H
#define LOCKSTEP_SIGNALS_H

#include <signal.h>
struct digest;

#include <stdbool.h>
#include <stdint.h>

#include "explore/core/thread.h"
#include "explore/model/pending.h"

/** Whether the body is a whole program: no trial has signals. */
extern bool signals_modelled;

/** @brief Tells the scheduler that signals are modelled. Call it once. */
void signals_setup(void);

/** @brief A new schedule begins: no handler is installed, nothing was sent. */
void signals_clear(void);

/** @return Whether a signal may interrupt a wait of @p thread: one is due that
 * has a handler that does not restart calls; or one may come from outside; or
 * the user asked for interruptions. */
bool signals_reach(const struct thread *thread);

/** @return Whether any handler may interrupt a wait of @p thread, one that
 *  restarts calls, too: for waits that are never restarted. */
bool signals_due(const struct thread *thread);

/** @return Nanoseconds until the timer's handler may run in the running thread,
 *  1 if it is late; UINT64_MAX: it never will. */
uint64_t signals_ring_in(void);

/** @brief The running thread takes what is due to it, at once: in, or after,
 * the
 *  @p call at @p pc. */
void signals_settle(const char *call, const void *pc);

/** What comes of a signal that the running thread causes. */
enum signal_answer {
    SIGNAL_ENDS,    /**< it ends the program */
    SIGNAL_HANDLED, /**< a handler runs */
    SIGNAL_UNHEARD, /**< nothing: it is ignored or blocked */
};

/** @return What a signal that ends a program by default does here. */
enum signal_answer signal_answer(int number);

/** @brief Notes that a handler was installed and never ran. Call it when
 * nothing else is left to find.
 *  @param cut The program goes on, and may still send signals of its own. */
void signals_note(bool cut);

/** @brief Adds what is wanted of each signal. */
void signals_digest(struct digest *digest);
/** @return Whether a signal came from outside: a program may then end as it
 *  likes. */
bool signals_told_to_end(void);

/** @brief No thread can go on. @return Whether one waits for a signal that may
 *  come from outside and did not yet: no deadlock then, if there is no circle,
 * and noted. */
bool signals_may_come(void);

/** @return A signal that the program has a handler for and that somebody
 * outside may send, if none such came; else 0. */
int signals_not_sent(void);

/** @brief In the coming schedules signal @p number comes from outside where
 *  nothing else could happen; 0: none does. */
void signals_try(int number);

/** @brief Notes that @p thread waits, in the @p call at @p pc, for a signal
 * that somebody outside has to send. */
void signals_note_awaited(const struct thread *thread, const char *call,
                          const void *pc);

/** @return Whether the program has a handler for signal @p number. */
bool signals_handled(int number);

/** @return Whether @p number is a signal's. */
bool signal_valid(int number);

/** @return Those in a set of the program's, read on behalf of @p pc. */
uint64_t signals_in(const sigset_t *set, const void *pc);

/** @brief Writes a set of the program's, on behalf of @p pc. */
void signals_write(sigset_t *set, uint64_t signals, const void *pc);

/**
 * @brief Sends a signal.
 * @param signal To whom, and which.
 * @param call   The program's call, at @p pc.
 * @return 0, or EAGAIN: too many are pending.
 * One to the running thread is taken before it returns.
 */
int signal_send(const struct pending *signal, const char *call, const void *pc);

/** @brief The running thread takes one of @p among without a handler, which is
 *  there. @return It. */
struct pending signal_consume(uint64_t among);

/** @return Whether one of @p among can be taken so by @p thread. */
bool signal_waits_for(const struct thread *thread, uint64_t among);

/** @brief The timer was set, or what is pending has changed. */
void signals_recount(void);

/** @brief Signal calls are modelled in programs only: ends a trial's schedule
 *  with the name of the call. */
void signals_programs_only(const char *call, const void *pc);

#endif
