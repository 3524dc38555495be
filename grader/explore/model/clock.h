/**
 * @file clock.h
 * @brief What timed waits ask about virtual time.
 */
#ifndef LOCKSTEP_CLOCK_H
#define LOCKSTEP_CLOCK_H

#include <stdbool.h>
#include <time.h>

/** @return Whether @p clock shows @p deadline or a later time. */
bool clock_passed(clockid_t clock, const struct timespec *deadline);

/** @brief Moves time on until @p clock shows @p deadline: a wait ran out. */
void clock_reach(clockid_t clock, const struct timespec *deadline);

#endif
