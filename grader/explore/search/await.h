/**
 * @file await.h
 * @brief Tells which threads wait by looking again and again.
 *
 * The one idea: a thread that is where it was before, in the state in which it
 * was, and has changed nothing on the way, might as well not have looked. What
 * follows is the same as after a schedule in which it has not. So it does
 * nothing more, and those schedules in which it sees something new are found as
 * others are: by the races of its looks with what is written later
 * (Kokologiannakis, Ren and Vafeiadis, "Dynamic partial order reductions for
 * spinloops", FMCAD 2021; there by the code, here by what it does).
 */
#ifndef LOCKSTEP_AWAIT_H
#define LOCKSTEP_AWAIT_H

#include <stdbool.h>

#include "explore/core/thread.h"

/** @brief A schedule begins: nobody waits. */
void awaits_clear(void);

/** @brief The running thread @p self is about to do what it announced; all
 *  steps of the path are complete. */
void await_arrive(const struct thread *self);

/** @brief The running thread @p self is about to do what it announced.
 *  @return Whether it has come there a few times in a row, as it is now, though
 *  it changed something on the way: so does who polls under a lock. */
bool await_rounds(const struct thread *self);

/** @brief The latest step of the path is complete. */
void await_step(void);

/** @return Whether @p thread waits. Not while somebody watches it go round. */
bool await_on(const struct thread *thread);

/** @return Whether something that a waiting thread has looked at was changed
 *  since: it goes on in another schedule. */
bool awaits_have_news(void);

#endif
