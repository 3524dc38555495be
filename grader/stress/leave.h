/**
 * @file leave.h
 * @brief Ways out of the probe.
 */
#ifndef LOCKSTEP_LEAVE_H
#define LOCKSTEP_LEAVE_H

/** @brief Ends the process at once, without handlers; what was observed has
 *  already reached the judge. There will be no receipt. */
_Noreturn void leave_now(void);

#endif
