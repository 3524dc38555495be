/**
 * @file restore.h
 * @brief Puts the student's and the trials' static data back between schedules.
 *
 * The student's object has .data and .bss renamed to student_data and
 * student_bss, the trials' to trial_data and trial_bss, so the linker gives
 * their bounds. Only words that changed are written: most schedules touch a few
 * of them.
 */
#ifndef LOCKSTEP_RESTORE_H
#define LOCKSTEP_RESTORE_H

#include <stdbool.h>

struct digest;

/** @brief Remembers the static data as they are now. Call it once. */
void statics_remember(void);

/** @brief Puts them back. */
void statics_put_back(void);

/** @return Whether they are at that address. */
bool statics_hold(const void *address);

/** @brief Adds the static data. */
void statics_digest(struct digest *digest);

#endif
