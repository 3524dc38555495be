/**
 * @file thread_asked.h
 * @brief What a program asks of threads, or tells of them, that moves none.
 */
#ifndef LOCKSTEP_THREAD_ASKED_H
#define LOCKSTEP_THREAD_ASKED_H

struct digest;

/** @brief A new schedule begins: nothing was told of any thread. */
void asked_clear(void);

/** @brief Adds what was told of threads. */
void asked_digest(struct digest *digest);

#endif
