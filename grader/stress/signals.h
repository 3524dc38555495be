/**
 * @file signals.h
 * @brief Which signals of condition variables reached nobody.
 *
 * The one idea: a lost wakeup is a signal that came before the wait. For each
 * condition the latest signal is kept, with its number among all signals of the
 * round, if nobody waited on the condition then; a wait knows how many signals
 * there had been when it began. Any thread may call these.
 */
#ifndef LOCKSTEP_STRESS_SIGNALS_H
#define LOCKSTEP_STRESS_SIGNALS_H

#include "stress/registry.h"

/** A signal or broadcast that reached nobody. */
struct unheard {
    const void *at;                /**< where it was sent */
    const struct trial_thread *by; /**< by whom */
};

/** @brief Forgets all signals: a new round begins. */
void signals_begin(void);

/** @brief The calling thread is about to signal @p condition at @p at. */
void signals_note(const void *condition, const void *at);

/** @brief The calling thread is about to wait on a condition variable. */
void signals_wait(void);

/** @return Whether @p row waits on a condition whose latest signal came before
 *  that wait and reached nobody; then @p unheard is set to it. */
bool signals_unheard(const struct trial_thread *row, struct unheard *unheard);

#endif
