/**
 * @file chance.h
 * @brief Random numbers for the student's code.
 */
#ifndef LOCKSTEP_CHANCE_H
#define LOCKSTEP_CHANCE_H

struct digest;

/** @brief Starts afresh: a new schedule begins. */
void chance_clear(void);

/** @brief Adds where the sequences are. */
void chance_digest(struct digest *digest);

#endif
