/**
 * @file canary.h
 * @brief A planted race that ThreadSanitizer must report.
 */
#ifndef LOCKSTEP_CANARY_H
#define LOCKSTEP_CANARY_H

/** The variable that two contexts write without a lock. The judge looks for a
 *  report on its address in ThreadSanitizer's log. */
extern long __lockstep_canary;

/**
 * @brief Lets a thread and a fiber write ::__lockstep_canary with nothing
 *        between them.
 * Planted after the student's code ran, so whatever silenced the detector is
 * noticed. Call it once, from the main thread.
 */
void canary_plant(void);

#endif
