/**
 * @file openings.h
 * @brief How the schedules began that were cut: which client of a contract
 *        they play, say (trial_choose()).
 *
 * That a schedule was cut means little: a thread may have spun while another
 * that would end it had no turn. But what must end has to end when each thread
 * has its turn, and that is to be seen for each client, not for the first
 * alone.
 */
#ifndef LOCKSTEP_OPENINGS_H
#define LOCKSTEP_OPENINGS_H

#include <stdbool.h>

/** @brief Forgets all. */
void openings_forget(void);

/** @brief Keeps how the schedule that was run last began, if it is another
 *  beginning and there is room. */
void opening_keep(void);

/** @brief Prepares strategy_replay for one of those kept, and what comes by
 *  default after it. @return false when there are no more of them. */
bool opening_next(void);

#endif
