/**
 * @file texts.h
 * @brief Lesson 24: functions that any thread may call at any time.
 *
 * Two small helpers of the kind that every program has. Any number of threads
 * may call them at the same time, with the same or with different arguments,
 * and a call does not wait until another one is done.
 *
 * This is the contract. You make it true in texts.c; you don't edit this file.
 */
#ifndef TEXTS_H
#define TEXTS_H

#include <time.h>

/**
 * @brief Calls visit(word, arg) for each word of a text, from left to right.
 *
 * Words are separated by any number of blanks (' '). No lock is held while
 * @p visit runs, and it may call any function of this file, this one, too.
 *
 * @param text  The text, of any length. It is not changed, not even for a
 *              moment: other threads may be reading it.
 * @param visit Is given each word, which is valid until it returns. If it
 *              returns anything but 0, no further word is visited.
 * @param arg   Is passed on to @p visit.
 * @return 0, what @p visit returned if that was not 0, or ENOMEM.
 */
int words_each(const char *text, int (*visit)(const char *word, void *arg),
               void *arg);

/**
 * @brief The date and the time of day in UTC, as "2001-09-09 01:46:40".
 * @param time A moment between the years 1000 and 9999.
 * @return The text. It belongs to the calling thread: it stays as it is until
 *         this thread calls date_text() again, or ends, whatever other threads
 *         do. NULL if memory or another resource is short.
 */
const char *date_text(time_t time);

/**
 * @brief How many threads own a text of date_text(): those that have got one
 *        and have not ended. Once a thread has been joined, its text has been
 *        freed and it is not counted any more.
 * @return The number.
 */
long date_owners(void);

#endif
