/**
 * @file statics.h
 * @brief Puts the student's static data back to what they were at the start.
 *
 * The student's object has its .data and .bss renamed to `student_data` and
 * `student_bss`, so the linker gives their bounds. With them go the
 * thread-local variables of the calling thread, the kit's own included: code
 * that keeps something there sets it anew in each round.
 */
#ifndef LOCKSTEP_STATICS_H
#define LOCKSTEP_STATICS_H

/**
 * @brief Remembers the student's static data as they are now.
 * @return 0 or an error number. Call it once, before the first round, in the
 * thread that will run the rounds.
 */
int statics_save(void);

/** @brief Writes back what statics_save() remembered. Only while no thread of
 *  the student's code exists, and in the thread that saved it. */
void statics_restore(void);

#endif
