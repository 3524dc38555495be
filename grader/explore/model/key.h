/**
 * @file key.h
 * @brief Thread-specific data.
 */
#ifndef LOCKSTEP_KEY_H
#define LOCKSTEP_KEY_H

struct digest;
struct thread;

/** @brief Forgets all keys: a new schedule begins. */
void keys_clear(void);

/** @brief Adds which keys there are. */
void keys_digest(struct digest *digest);

/** @brief Runs the destructors of an ending thread, on that thread. */
void keys_destroy(struct thread *thread);

#endif
