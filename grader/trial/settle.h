/**
 * @file settle.h
 * @brief What a probe does before anything of the student's can run.
 */
#ifndef LOCKSTEP_SETTLE_H
#define LOCKSTEP_SETTLE_H

/**
 * @brief Tells the judge that the probe has begun, sends ThreadSanitizer's
 *        reports to it, and gives up starting programs where a sandbox is
 * around.
 *
 * Runs by itself before main(); a probe's main calls it only so that it is
 * linked. Calling it again does no harm.
 */
void probe_settle(void);

#endif
