/**
 * @file capacity.h
 * @brief How many decisions a schedule may have.
 *
 * The one idea: whatever keeps a schedule's decisions (the running schedule,
 * the depth-first search's stack, the finding, the minimiser, a replay) has
 * room for as many as a schedule may have, so none of them needs a limit of its
 * own. A schedule that would need more is cut (schedule.c).
 */
#ifndef LOCKSTEP_CAPACITY_H
#define LOCKSTEP_CAPACITY_H

/** Decisions of one schedule; the room costs nothing until it is touched. */
enum { DECISIONS_MAX = 1 << 22 };

#endif
