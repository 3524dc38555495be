/**
 * @file scene.h
 * @brief How what was found is laid out: where a student's own part of a path
 *        begins, and whose it is.
 *
 * A class may lie in IN itself, in a folder or archive within (what an
 * archiver wraps around), or in several of them (one download for each
 * lesson). Each top-level name is looked at by itself, so forms may be mixed.
 */
#ifndef LOCKSTEP_SCENE_H
#define LOCKSTEP_SCENE_H

#include <jansson.h>

#include "batch/intake/collection.h"
#include "batch/intake/named.h"
#include "batch/intake/owner.h"

/** What the names in the folder of a class have in common. */
struct scene {
    const struct collection *collection; /**< borrowed */
    struct named *named; /**< whom paths name, or NULL: no roster; borrowed */
    char *wrapper;   /**< what comes before every student, with '/', or "" */
    json_t *classes; /**< top-level names that hold students */
    bool sections;   /**< the same name in two of them is two people */
    json_t *series;  /**< "student" where names go student_01, student_02 */
    char *self;      /**< IN is this one student's own folder, or NULL */
};

/** Whose a path is. */
struct whose {
    bool known;         /**< someone's */
    bool flat;          /**< the file's name holds student and lesson */
    const json_t *rows; /**< the people of the roster whose it is, or NULL */
    size_t own;         /**< where in the path what says so begins */
    struct owner who;   /**< who.rest is not used */
    char group[256];    /**< the download it is from */
    const char *inner; /**< the student's part, in path; "" for a folder itself.
                            Of a file in a student's place that is nobody's so
                            far: its name, which may begin with somebody's */
};

/**
 * @brief Looks at all paths.
 * @param named Whom they name, or NULL. @param in Name of IN, for a class of
 *        one.
 * @return 0 or ENOMEM; free it with scene_free().
 */
int scene_make(const struct collection *collection, struct named *named,
               const char *in, struct scene *scene);

/** @brief Says whose a path is. */
void scene_whose(const struct scene *scene, const char *path,
                 struct whose *whose);

/** @brief Frees it. */
void scene_free(struct scene *scene);

#endif
