/**
 * @file settle.h
 * @brief What a probe does before any of the student's code can run.
 */
#ifndef LOCKSTEP_SETTLE_H
#define LOCKSTEP_SETTLE_H

/**
 * @brief Reports to the judge that the probe has begun, sends it
 *        ThreadSanitizer's reports, and inside a sandbox gives up starting
 *        programs.
 *
 * Runs by itself before main(); a probe's main calls it only so that it is
 * linked in. Calling it again does no harm.
 */
void probe_settle(void);

#endif
