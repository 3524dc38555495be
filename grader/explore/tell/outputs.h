/**
 * @file outputs.h
 * @brief What a program prints, compared from schedule to schedule.
 *
 * A program that prints other things in other schedules may be as it should be,
 * or it prints a wrong answer in some: only its author knows, and is told.
 *
 *     {"t":"outputs","distinct":2,"many":0,"schedules":40}
 *     {"t":"printed","id":"07RX2","schedules":12,"line":1,"more":0,
 *      "text":["balance: 150"]}
 *
 * `distinct` outputs were seen in `schedules` schedules; `many` says that there
 * may be more of them. A line for each of the first few has the id of the
 * schedule that first printed it, in how many it came, and its text from `line`
 * on, where it begins to differ; `more` says that the text goes on. Schedules
 * that were cut short don't count.
 */
#ifndef LOCKSTEP_OUTPUTS_H
#define LOCKSTEP_OUTPUTS_H

#include <stdbool.h>

/**
 * @brief Makes a file in memory for what later schedules print. The one that
 *        has just ended counts like the next, if that goes the same way.
 * @return A descriptor of it, or -1: it can't be made, and nothing is compared.
 */
int outputs_open(void);

/** @brief Forgets what was written to that file so far. */
void outputs_clear(void);

/** @brief Notes what the latest step printed, for its footprint. */
void outputs_touch(void);

/** @return What printing has cost since then, in steps of a schedule. */
unsigned long outputs_cost(void);

/** @brief Notes what the schedule that has just ended printed. */
void outputs_note(void);

/** @brief Reports what was noted, if it differs between schedules. */
void outputs_report(void);

#endif
