/**
 * @file stand.h
 * @brief Threads that stand at a scheduling point, and the moves there.
 */
#ifndef LOCKSTEP_TESTS_STAND_H
#define LOCKSTEP_TESTS_STAND_H

#include <stdbool.h>

#include "explore/core/schedule.h"
#include "toy.h"

/** The moves that outcomes() has collected. */
extern struct choice choice;

/** Those that cannot do the normal move, by thread. */
extern bool stuck[TOY_THREADS];

/** What all are about to do at first. */
extern const struct op anything;

/** What may come out in every way that is the adversary's. */
extern const struct op open_to_all;

/** @return Whether it could happen: as stuck says, and in every other way. */
bool not_stuck(const struct thread *thread, enum outcome outcome);

/** @brief Makes so many threads, all about to do something; @p current runs. */
void threads_stand(unsigned count, unsigned current);

/** @return The moves as text: a digit for the thread, "!" if it preempts, a
 *  letter for a move that is not the normal one. */
const char *outcomes(void);

#endif
