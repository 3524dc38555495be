/**
 * @file entry.h
 * @brief Lesson 25: a place with two sides, of which one at most is inside.
 *
 * At each of the sides 0 and 1 there is one thread at a time, and it may try to
 * get in. It never waits: either it is in, or it is refused and goes away.
 *
 * This is the contract. You make it true in entry.c; you don't edit this file.
 */
#ifndef ENTRY_H
#define ENTRY_H

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
 * @param side 0 or 1; this side must not be inside.
 * @return The number of this visit if it is inside now: visits are numbered
 *         from 1 on, in their order, and no number is left out. 0 if it is
 *         refused.
 */
long entry_try(int side);

/**
 * @brief Goes out again.
 * @param side 0 or 1; this side must be inside. The call may come from another
 *             thread than the one that got in.
 */
void entry_leave(int side);

#endif
