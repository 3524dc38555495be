/**
 * @file canary.h
 * @brief A planted race that ThreadSanitizer must report.
 */
#ifndef LOCKSTEP_CANARY_H
#define LOCKSTEP_CANARY_H

/** The variable that two threads write without a lock. The judge looks for a
 *  report on its address in ThreadSanitizer's log. */
extern long __lockstep_canary;

/**
 * @brief Lets two threads write ::__lockstep_canary with nothing between them.
 * @return 0, or the errno value of a thread that could not be made.
 * Planted after the student's code ran, so whatever silenced the detector is
 * noticed. Call it once, from the main thread.
 */
int canary_plant(void);

#endif
