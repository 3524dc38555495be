/**
 * @file order.h
 * @brief A lesson's trials in the order of its files.
 */
#ifndef LOCKSTEP_ORDER_H
#define LOCKSTEP_ORDER_H

#include <stddef.h>

struct trial;

/**
 * @brief Lists all trials, as people expect them: the linker keeps no order.
 * @param count Set to how many there are.
 * @return The list, to be freed by the caller, or NULL without memory. Any
 *         thread.
 */
const struct trial **trials_sorted(size_t *count);

#endif
