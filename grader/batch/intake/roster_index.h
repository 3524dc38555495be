/**
 * @file roster_index.h
 * @brief Looks people up in a roster.
 *
 * What someone is known by is looked up in one index for each kind of
 * knowledge, from the surest on; the first that knows anyone decides. So 2,000
 * students cost 2,000 look-ups, not a comparison with every row each.
 */
#ifndef LOCKSTEP_ROSTER_INDEX_H
#define LOCKSTEP_ROSTER_INDEX_H

#include <stdbool.h>

#include "batch/intake/roster.h"

struct student;

/** Kinds of knowledge, from the surest on. */
enum knowledge {
    BY_NUMBER,  /**< "moodle:12", "canvas:4711" */
    BY_LOGIN,   /**< login, e-mail, school's number, small letters */
    BY_LOCAL,   /**< the e-mail before its @ */
    BY_WRITTEN, /**< the name, letter for letter */
    BY_NAME,    /**< sorted words, or the words without spaces in some order */
    KNOWLEDGES
};

/** Values in place of a row's number, where there is none. */
enum {
    ROSTER_NO_ONE = -1,
    ROSTER_SEVERAL = -2 /**< more than one could be meant */
};

/** An index; it owns all but the roster. */
struct roster_index {
    const struct roster *roster; /**< borrowed */
    json_t *by[KNOWLEDGES];      /**< knowledge: number of a row */
    json_t *words;               /**< those of which names consist */
    json_t *groups;              /**< group, its words joined: array of rows */
};

/** @brief Makes it. @return 0 or ENOMEM; free it with roster_index_free(). */
int roster_index_make(const struct roster *roster, struct roster_index *index);

/** @brief Frees it. */
void roster_index_free(struct roster_index *index);

/** @return The row of a login, an address, a number or an address's part before
 *  the `@`; ROSTER_NO_ONE, ROSTER_SEVERAL. */
int roster_login(const struct roster_index *index, const char *text);

/** @return The row of a name, as roster_login(). */
int roster_name(const struct roster_index *index, const char *text);

/** @return The row of whatever a whole text is, as roster_login(). */
int roster_whole(const struct roster_index *index, const char *text);

/** @return The rows of a group, borrowed, or NULL. */
json_t *roster_group(const struct roster_index *index, const char *text);

/**
 * @brief Looks a student up.
 * @param by_name Set to whether nothing but the name was known.
 * @return The number of a row, ROSTER_NO_ONE or ROSTER_SEVERAL.
 */
int roster_find(const struct roster_index *index, const struct student *student,
                bool *by_name);

#endif
