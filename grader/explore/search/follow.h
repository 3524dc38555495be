/**
 * @file follow.h
 * @brief Takes another program along a known schedule, as far as it allows.
 *
 * The one idea: a schedule of the broken code says which thread did what in
 * which order. The mended code makes further calls, so neither numbers of moves
 * nor numbers of steps fit it; but it still reads and writes the same things.
 * So the list to follow names each step's thread, call and object, and a thread
 * has its turn until it has done what is listed. Where it must wait, the next
 * one that can run goes on, and it comes back as soon as it may: so it is seen
 * to wait.
 *
 * The list is text, a line for each step, its fields separated by tabs:
 *
 *     a	reads	0x404060	-
 *     b	sem_wait	-	interrupted
 *
 * thread, call, address ("-": any) and the adversary's move, as steps of a
 * trace name it ("-": none).
 */
#ifndef LOCKSTEP_FOLLOW_H
#define LOCKSTEP_FOLLOW_H

#include <stdbool.h>

#include "explore/core/schedule.h"

/** Follows the list given to follow_begin(); then the default. */
extern const struct strategy strategy_follow;

/**
 * @brief Reads the list.
 * @param list Its text; may be empty, which is the default schedule.
 * @return Whether it is a list as described above.
 */
bool follow_begin(const char *list);

#endif
