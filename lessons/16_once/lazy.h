/**
 * @file lazy.h
 * @brief Lesson 16: a value that is made when somebody first asks for it.
 *
 * To make the value is expensive, and may fail: a file is read, a server is
 * asked. So it is made by the first thread that wants it, once, and kept for
 * all that come later. Any number of threads may ask at the same time.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns.
 *
 * This is the contract. You make it true in lazy.c; you don't edit this file.
 */
#ifndef LAZY_H
#define LAZY_H

/** A value to come; what it consists of is known to lazy.c alone. */
struct lazy;

/**
 * @brief Prepares a value to be made later. Does not call @p make.
 * @param lazy     Where to store it; not touched on an error. Give it to
 *                 lazy_destroy() in the end.
 * @param make     Makes the value: stores it through its second parameter and
 *                 returns 0, or returns an error number of its own choice;
 *                 what it stored then does not count. It may take its time,
 *                 and may ask for the values of other objects, but not for
 *                 this one.
 * @param argument Is given to @p make.
 * @return 0, EINVAL if @p make is NULL, ENOMEM, or the error of a call that
 *         prepares a lock or the like.
 */
int lazy_create(struct lazy **lazy, int (*make)(void *argument, void **value),
                void *argument);

/**
 * @brief Gets the value; makes it, or waits for it, if it is not there.
 *
 * - If the value is not there and nobody is about to make it, this call does:
 *   it calls `make` in its own thread, once. While it is at it, other calls
 *   for the same object wait; calls for other objects don't.
 * - When `make` returns 0, the value is there for good, and `make` is never
 *   called again. A NULL that was stored is a value like any other.
 * - When `make` fails, this call returns the error. It is the failure of this
 *   call alone: of those that waited, and of those that come later, the next
 *   one tries again.
 * - A call that comes when the value is there waits for no other.
 * - What `make` wrote before it returned 0 is visible to every caller that
 *   gets the value.
 *
 * @param lazy  The object.
 * @param value Where to store the value; not touched on an error.
 * @return 0, or the error of the `make` that this very call has made.
 */
int lazy_get(struct lazy *lazy, void **value);

/**
 * @brief Undoes lazy_create(). The value itself, if there is one, remains the
 *        business of who made it. No thread may be using the object any more,
 *        and none may use it afterwards.
 * @param lazy What lazy_create() made.
 * @return 0 or an error number.
 */
int lazy_destroy(struct lazy *lazy);

#endif
