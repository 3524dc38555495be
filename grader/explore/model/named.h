/**
 * @file named.h
 * @brief Named semaphores.
 */
#ifndef LOCKSTEP_NAMED_H
#define LOCKSTEP_NAMED_H

/** @brief A new schedule begins: no name is taken. */
void named_clear(void);

#endif
