/**
 * @file named_part.h
 * @brief Whom one part of a path names (see named.h).
 */
#ifndef LOCKSTEP_NAMED_PART_H
#define LOCKSTEP_NAMED_PART_H

#include "batch/intake/roster_index.h"

/** How surely somebody is named, and the places in part_read()'s array. */
enum {
    PART_NOBODY,
    PART_NUMBER, /**< a number among other words: may be any number */
    PART_LOGIN,  /**< a login among other words */
    PART_SURE,   /**< an address, a name, a group, or all of the part */

    PART_HOW = 0,
    PART_ROWS = 1,
    PART_FRAME = 2 /**< of a login: the words around it, numbers as '#' */
};

/** @brief Looks for people in a text. @return [how, rows, frame], owned by the
 *  caller; NULL without memory. */
json_t *part_read(const struct roster_index *index, const char *text);

/** @brief The people whom a sidecar's lines name surely: all of them. As
 *  part_read(). */
json_t *note_read(const struct roster_index *index, const char *text);

#endif
