/**
 * @file grow.h
 * @brief Arrays that grow by one.
 */
#ifndef LOCKSTEP_GROW_H
#define LOCKSTEP_GROW_H

#include <stddef.h>

/**
 * @brief Makes room for one more; twice the room each time, so that many cost
 *        no more than a few each.
 * @param array What is there, or NULL.
 * @param count How many of it are in use.
 * @param room  How many there is room for; set when it grows.
 * @param size  Of one, in bytes.
 * @return The array, which may have moved; NULL without memory, and then the
 *         old one is as it was. Any thread may call it.
 */
void *grow(void *array, size_t count, size_t *room, size_t size);

#endif
