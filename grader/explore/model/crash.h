/**
 * @file crash.h
 * @brief A crash of the student's code ends the schedule, not the search.
 */
#ifndef LOCKSTEP_CRASH_H
#define LOCKSTEP_CRASH_H

/** @brief From now on a fault inside a schedule is a finding. Call it once. */
void crash_catch(void);

/** @brief Dies of the signal that the finding's schedule crashed with, so that
 *  the judge sees what it knows from other programs. */
_Noreturn void crash_repeat(int signal);

#endif
