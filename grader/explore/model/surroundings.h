/**
 * @file surroundings.h
 * @brief What a program learns from the machine, and leaves in the C library.
 *
 * Environment, locale, time zone and the mask for new files are put back before
 * each schedule. How many processors there are and what number the process has
 * is the same everywhere.
 */
#ifndef LOCKSTEP_SURROUNDINGS_H
#define LOCKSTEP_SURROUNDINGS_H

#include <stdint.h>

struct digest;

/** @brief Remembers the environment. Call it once. */
void surroundings_setup(void);

/** @brief Puts back what the last schedule changed. */
void surroundings_clear(void);

/** @return Where all streams of the library stand: another number once
 * something was read or printed. */
uint64_t streams_place(void);

/** @brief Adds how far the files were read that are open. */
void files_digest(struct digest *digest);

#endif
