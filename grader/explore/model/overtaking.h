/**
 * @file overtaking.h
 * @brief Starvation as a count: which threads are let in before which.
 */
#ifndef LOCKSTEP_OVERTAKING_H
#define LOCKSTEP_OVERTAKING_H

/** @brief The running thread begins to wait for what others must bring. */
void overtaking_waits(void);

/** @brief That wait is over, whether or not another one follows. */
void overtaking_waited(void);

/** @brief A new schedule begins. */
void overtaking_clear(void);

#endif
