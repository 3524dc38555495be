/**
 * @file finding_report.h
 * @brief Tells the judge what went wrong in the schedule that ran last.
 */
#ifndef LOCKSTEP_FINDING_REPORT_H
#define LOCKSTEP_FINDING_REPORT_H

/** @brief Tells the finding, if there is one: from the engine's context, before
 *  the threads of the schedule are cleared away. */
void finding_report(void);

#endif
