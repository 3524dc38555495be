/**
 * @file mutex.h
 * @brief What condition variables need from mutexes.
 */
#ifndef LOCKSTEP_MUTEX_H
#define LOCKSTEP_MUTEX_H

#include <pthread.h>

#include "explore/object.h"

/** @return The model of @p mutex; anything but a mutex is misuse. */
struct object *mutex_get(pthread_mutex_t *mutex, const char *call,
                         const void *pc);

/** @brief The running thread takes the mutex, which is free. */
void mutex_take(struct object *mutex, unsigned depth, const void *pc);

/** @brief The running thread gives the mutex up, whatever its depth.
 *  @return The depth, for mutex_take(). */
unsigned mutex_drop(struct object *mutex);

#endif
