/**
 * @file entry.h
 * @brief Lesson 25: a place with two sides, of which one at most is inside.
 *
 * At each side there is one thread at a time, and it may try to get in. It
 * never waits: either it is in, or it is refused and goes away.
 *
 * This is the contract. You make it true in entry.c; you don't edit this file.
 */
#ifndef ENTRY_H
#define ENTRY_H

#include <stdbool.h>

/** The place, with its sides 0 and 1. */
struct entry;

/**
 * @brief Makes a place with nobody inside.
 * @param entry Where to store it; not touched on an error. Give it to
 *              entry_destroy() in the end.
 * @return 0 or ENOMEM.
 */
int entry_create(struct entry **entry);

/** @brief Undoes entry_create(). Nobody may be using the place any more. */
void entry_destroy(struct entry *entry);

/**
 * @brief Tries to get in. Never waits for anybody.
 *
 * One side at most is inside. Whoever got in sees everything that was done
 * before by those who were inside.
 *
 * If the other side is inside, the answer is no. If it is just trying, too, one
 * of the two may get in, or none. If it does neither, the answer is yes. Who is
 * refused leaves no trace.
 *
 * @param entry The place.
 * @param side  0 or 1; this side must not be inside.
 * @return Whether it is inside now.
 */
bool entry_try(struct entry *entry, int side);

/**
 * @brief Goes out again.
 * @param entry The place.
 * @param side  0 or 1; this side must be inside. The call may come from another
 *              thread than the one that got in.
 */
void entry_leave(struct entry *entry, int side);

#endif
