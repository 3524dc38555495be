/**
 * @file statics.h
 * @brief Puts the student's static data back to what they were at the start.
 *
 * The student's object has its .data and .bss renamed to `student_data` and
 * `student_bss`, so the linker gives their bounds.
 */
#ifndef LOCKSTEP_STATICS_H
#define LOCKSTEP_STATICS_H

/**
 * @brief Remembers the student's static data as they are now.
 * @return 0 or ENOMEM. Call it once, before the first round.
 */
int statics_save(void);

/** @brief Writes back what statics_save() remembered. Only while no thread of
 *  the student's code exists. */
void statics_restore(void);

#endif
