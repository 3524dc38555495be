/**
 * @file thread_asked.h
 * @brief What a program asks of threads, or tells of them, that moves none.
 */
#ifndef LOCKSTEP_THREAD_ASKED_H
#define LOCKSTEP_THREAD_ASKED_H

#include <pthread.h>

struct digest;

/** @brief A new schedule begins: nothing was told of any thread. */
void asked_clear(void);

/** @brief Adds what was told of threads. */
void asked_digest(struct digest *digest);

/** @brief Keeps for a thread that is about to be made, number @p id, what
 *  @p attributes (or NULL) or its maker say of policy and priority.
 *  @return An error number: they don't fit. */
int asked_create(unsigned id, const pthread_attr_t *attributes);

#endif
