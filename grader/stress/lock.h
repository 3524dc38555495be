/**
 * @file lock.h
 * @brief The steps that the wrappers of all locks are made of.
 */
#ifndef LOCKSTEP_STRESS_LOCK_H
#define LOCKSTEP_STRESS_LOCK_H

#include <pthread.h>
#include <stdbool.h>

/** @brief Observes a misuse, and ends the probe, if the caller holds @p lock:
 *  it would wait for itself. */
void lock_refuse_relock(const char *call, const void *lock, const void *at);

/** @brief Records that @p lock was taken unless there was an @p error, and that
 *  the call is over.
 *  @return @p error. */
int lock_taken(const void *lock, const void *at, int error);

/** @brief Records that the caller is about to release @p lock.
 *  @return Whether it holds it. */
bool lock_released(const void *lock);

/** @return Whether misuse of the mutex is undefined: the other types answer
 *  with an error, or count. */
bool mutex_is_normal(const pthread_mutex_t *mutex);

/** @return Whether the caller holds the lock for writing; glibc knows. */
bool holds_to_write(const pthread_rwlock_t *lock);

#endif
