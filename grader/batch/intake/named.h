/**
 * @file named.h
 * @brief Whose a path is, by the people of the roster that its parts name.
 *
 * Course systems put a login, an e-mail address, a number or a name into the
 * names of folders and files, or into a file beside them, each in its own way.
 * None of these ways is known here: the outermost part of a path that holds
 * exactly one person of the roster, as a word of its own, says whose it is.
 * What lies inside that part is the student's own and has no say.
 *
 * A login may be any word. Where it is not the whole part, it counts if the
 * same words stand before two people's logins ("lab-01-alee", "lab-01-dnovak"),
 * or if nothing surer names that person.
 */
#ifndef LOCKSTEP_NAMED_H
#define LOCKSTEP_NAMED_H

#include "batch/intake/collection.h"
#include "batch/intake/roster_index.h"

/** What the paths of a collection name; all owned, but for the first two. */
struct named {
    const struct roster_index *index;    /**< borrowed */
    const struct collection *collection; /**< borrowed */
    json_t *parts;                       /**< text: see named_part.h */
    json_t
        *frames;  /**< words around a login: the rows that they stand around */
    json_t *sure; /**< rows that something surer than a lone login names */
    json_t *classes; /**< folders, with '/', that hold people's parts */
    json_t *above;   /**< these, and those that they lie in, without '/' */
};

/** A part of a path that names somebody. */
struct claim {
    const json_t *rows; /**< borrowed; one, or the members of a group */
    size_t start, end;  /**< its bytes in the path */
};

/** @brief Looks at all paths. @return 0 or ENOMEM; free with named_free(). */
int named_make(const struct roster_index *index,
               const struct collection *collection, struct named *named);

/** @brief Says whose a path is. @return Whether it names somebody. */
bool named_find(struct named *named, const char *path, struct claim *claim);

/** @brief The rows of a group that is named so in the roster, or NULL. */
const json_t *named_group(const struct named *named, const char *name);

/** @return How much of a path that names nobody leads to where others' parts
 *  stand: 0 if there is no such folder. */
size_t named_class(const struct named *named, const char *path);

/** @return Whether a path is such a folder, or one that holds such. */
bool named_is_above(const struct named *named, const char *path);

/** @brief Frees it. */
void named_free(struct named *named);

#endif
