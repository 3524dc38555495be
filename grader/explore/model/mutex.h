/**
 * @file mutex.h
 * @brief What condition variables need from mutexes.
 */
#ifndef LOCKSTEP_MUTEX_H
#define LOCKSTEP_MUTEX_H

#include <pthread.h>

#include "explore/core/object.h"

/** @return The model of @p mutex; anything but a mutex is misuse. */
struct object *mutex_get(pthread_mutex_t *mutex, const char *call,
                         const void *pc);

/** @return Whether @p thread may take the mutex again after a wait: it is free,
 *  or a recursive one that the wait did not give up as a whole. */
bool mutex_open_to(const struct object *mutex, const struct thread *thread);

/** @brief The running thread takes the mutex, which is free, or recursive and
 *  its own: then it has one level more.
 *  @return 0; EOWNERDEAD: it has it, and its last owner ended with it;
 *          ENOTRECOVERABLE: nobody can have it any more. */
int mutex_take(struct object *mutex, const void *pc);

/** @return What a step that took a mutex came to, as traces say it. */
const char *mutex_taken(int error);

/** @brief The running thread is at its end: its robust mutexes have no owner
 *  any more, and it no longer holds them. */
void mutexes_orphan(void);

/** @brief The running thread gives the mutex up, a recursive one by one level:
 *  so does a condition wait, as POSIX says and glibc does. */
void mutex_drop(struct object *mutex);

#endif
