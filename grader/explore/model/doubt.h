/**
 * @file doubt.h
 * @brief Objects in memory from calloc(): assigned there, or just zeros?
 *
 * The zeros of calloc() are the bytes of a static initialiser, but no mutex is
 * initialised by them. Hooks can't tell the two apart: what a function returns
 * is stored without one. So the same schedule is run once more, with something
 * else in that one block at that one place. If a call still finds it there,
 * nobody initialised the object.
 */
#ifndef LOCKSTEP_DOUBT_H
#define LOCKSTEP_DOUBT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief An object that no call initialised has the bytes of a static
 *        initialiser. If calloc() gave its memory, that is in doubt.
 * @return Whether an earlier schedule has shown that it is not initialised.
 */
bool doubt_note(const void *object, size_t size);

/** @brief A call found an object without an initialiser's bytes: one of those
 *  in doubt, perhaps. */
void doubt_confirm(const void *object);

/** @return Whether the schedule that has just ended left doubts. */
bool doubts_left(void);

/** @brief The next schedule is that one once more, and shall settle them. */
void doubts_try(void);

/** @brief It has ended. @return Whether one was confirmed. */
bool doubts_settle(void);

/** @brief calloc() gave a block, the @p nth of the schedule. */
void doubts_plant(void *start, size_t size, const void *pc, unsigned long nth);

#endif
