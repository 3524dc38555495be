/**
 * @file again.h
 * @brief Tells when a schedule of the reduced search goes in a circle.
 *
 * The one idea: what can follow on a state is the same when the state comes
 * again. So the schedule can end there, if at each step of the circle all that
 * can be done is done in some schedule: then whatever follows the second time
 * has followed the first time, too (the cycle proviso of partial-order
 * reduction: Godefroid, LNCS 1032, 1996). Threads that take turns at getting
 * out of each other's way have schedules without an end, and no others.
 */
#ifndef LOCKSTEP_AGAIN_H
#define LOCKSTEP_AGAIN_H

#include <stdbool.h>

/** @brief A schedule begins, whose first @p known steps are those of the one
 *  before. */
void again_begin(unsigned known);

/** @brief The running thread offers its turn. @return Whether all is as it was
 *  before; then what else could be done since is to be tried. A schedule in
 *  which nobody was in a circle for long is not looked at any more. */
bool again_look(void);

#endif
