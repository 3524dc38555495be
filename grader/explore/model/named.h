/**
 * @file named.h
 * @brief Named semaphores.
 */
#ifndef LOCKSTEP_NAMED_H
#define LOCKSTEP_NAMED_H

struct digest;

/** @brief A new schedule begins: no name is taken. */
void named_clear(void);

/** @brief Adds which names there are. */
void named_digest(struct digest *digest);

#endif
