/**
 * @file chance.h
 * @brief Random numbers for the student's code.
 */
#ifndef LOCKSTEP_CHANCE_H
#define LOCKSTEP_CHANCE_H

/** @brief Starts afresh: a new schedule begins. */
void chance_clear(void);

#endif
