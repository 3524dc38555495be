/**
 * @file hang.h
 * @brief Tells deadlocks from lost wakeups, and which thread waits for which.
 */
#ifndef LOCKSTEP_HANG_H
#define LOCKSTEP_HANG_H

#include <stdbool.h>

#include "explore/core/finding.h"

/** @return FINDING_DEADLOCK or FINDING_LOST_WAKEUP for a schedule in which no
 *  thread can go on. */
enum finding_kind hang_classify(void);

/** @return Whether threads wait for each other in a circle. */
bool hang_circles(void);

/** @return Whether it may be that all is well and the program waits for
 * somebody outside, as servers do: then it is noted. For a schedule in which no
 * thread can go on. */
bool hang_is_idle(void);

/** @brief Reports to the judge what every thread of the schedule waits for. */
void hang_report(enum finding_kind kind);

#endif
