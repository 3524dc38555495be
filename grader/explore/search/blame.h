/**
 * @file blame.h
 * @brief Which memory orders were too weak.
 *
 * The one idea: an order is to blame if with seq_cst in its place, and all else
 * as it is, no schedule goes wrong. That is not guessed: every class of
 * schedules is run once more, with one place after the other, and if none helps
 * alone, with all of them and then as few as it takes.
 */
#ifndef LOCKSTEP_BLAME_H
#define LOCKSTEP_BLAME_H

#include "explore/search/search.h"

/**
 * @brief Looks for them, after a recorded schedule (weak_sites).
 * @param search What found it.
 * @return Whether there is a proof: the places that are to blame together are
 *         marked as strong. Not known otherwise.
 */
bool blame_find(const struct search *search);

#endif
