/**
 * @file finding_report.h
 * @brief Reports to the judge what went wrong in the schedule that ran last.
 */
#ifndef LOCKSTEP_FINDING_REPORT_H
#define LOCKSTEP_FINDING_REPORT_H

/** @brief Reports the finding, if there is one: from the engine's context,
 *  before the threads of the schedule are cleared away. */
void finding_report(void);

#endif
