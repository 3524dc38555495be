/**
 * @file names.h
 * @brief Names that a trial gives to objects, reported along with a finding.
 */
#ifndef LOCKSTEP_NAMES_H
#define LOCKSTEP_NAMES_H

#include <stddef.h>

/** @brief Notes that the memory at @p object is called @p text. */
void name_note(const void *object, size_t size, const char *text);

/** @brief A new schedule begins. */
void names_clear(void);

/** @brief Reports all names of the schedule to the judge. */
void names_report(void);

/** @brief Reports to the judge what is in the @p size bytes from @p start.
 *  @param kind What sort of place it is; @p name whose, or what it is called.
 */
void place_report(const char *kind, const void *start, size_t size,
                  const char *name);

#endif
