/**
 * @file cancel.h
 * @brief Cancellation of threads.
 */
#ifndef LOCKSTEP_CANCEL_H
#define LOCKSTEP_CANCEL_H

/** @brief Tells the scheduler how a thread is cancelled. Call it once. */
void cancel_setup(void);

#endif
