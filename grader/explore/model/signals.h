/**
 * @file signals.h
 * @brief What a program wants done with signals; none ever comes.
 */
#ifndef LOCKSTEP_SIGNALS_H
#define LOCKSTEP_SIGNALS_H

#include <stdbool.h>

struct thread;

/** @brief A new schedule begins: no handler is installed. */
void signals_clear(void);

/** @return Whether a signal may interrupt a wait of @p thread: one has a
 * handler that does not restart calls, and the thread does not block it; or the
 * user asked for interruptions. */
bool signals_reach(const struct thread *thread);

/** What comes of a signal that the running thread causes. */
enum signal_answer {
    SIGNAL_ENDS,    /**< it ends the program */
    SIGNAL_HANDLED, /**< a handler runs */
    SIGNAL_UNHEARD, /**< nothing: it is ignored or blocked */
};

/** @return What a signal that ends a program by default does here. */
enum signal_answer signal_answer(int number);

/** @brief Notes that a handler was installed and never ran. Call it when
 * nothing else is left to find. */
void signals_note(void);

#endif
