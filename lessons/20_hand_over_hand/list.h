/**
 * @file list.h
 * @brief Lesson 20: a sorted list in which many threads are at work at once.
 *
 * A list holds elements in the order of their keys; each has a value. Any
 * number of threads may call list_insert(), list_remove() and list_visit() at
 * the same time. What they may rely on:
 *
 * - All is as if the calls were made one after the other. So a visit sees the
 *   list as it was at one moment, and if one visit comes to an element before
 *   another one does, it comes to all of them before the other one.
 * - A visit that takes its time at one element stops only those calls that need
 *   this element or the one before it, or that would have to pass it. Who works
 *   nearer to the beginning of the list goes on, and so does who is ahead. Who
 *   waits for the visit stops others only as a visit one element before would.
 * - What has been removed is never touched again by any function of the list.
 *
 * Each function returns 0 or an error number. None keeps a lock when it
 * returns.
 *
 * This is the contract. You make it true in list.c; you don't edit this file.
 */
#ifndef LIST_H
#define LIST_H

/** A list; what it consists of is known to list.c alone. */
struct list;

/**
 * @brief Makes an empty list.
 * @param list Where to store it; not touched on an error. Give it to
 *             list_destroy() in the end.
 * @return 0, ENOMEM, or the error of a call that prepares a lock or the like.
 */
int list_create(struct list **list);

/**
 * @brief Undoes list_create(), elements included. No thread may be using the
 *        list any more, and none may use it afterwards.
 * @param list What list_create() made.
 * @return 0 or an error number.
 */
int list_destroy(struct list *list);

/**
 * @brief Puts an element in at its place.
 * @param list  The list.
 * @param key   Any number.
 * @param value Any number.
 * @return 0, EEXIST if there is an element with this key already (it stays as
 *         it is), ENOMEM, or the error of a call that prepares a lock.
 */
int list_insert(struct list *list, long key, long value);

/**
 * @brief Takes an element out and frees its memory, at the latest in
 *        list_destroy().
 * @param list The list.
 * @param key  Which element.
 * @return 0, or ENOENT if there is none with this key.
 */
int list_remove(struct list *list, long key);

/**
 * @brief Visits all elements, in the order of their keys.
 * @param list  The list.
 * @param visit Called once for each element with its key, the place of its
 *              value, and @p arg. While it runs nobody else reads or writes
 *              this value, and the element is not removed. It may change the
 *              value; it may take long, wait for other threads and use another
 *              list, but it must not call functions of this one.
 * @param arg   Whatever @p visit needs.
 * @return 0 or an error number.
 */
int list_visit(struct list *list,
               void (*visit)(long key, long *value, void *arg), void *arg);

#endif
