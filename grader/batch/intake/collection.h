/**
 * @file collection.h
 * @brief What was found that can be a lesson's file, before anyone knows whose
 *        it is.
 *
 * Folders and archives are gone through once, entry by entry. What can be a
 * lesson's file by its name is read, converted to text and kept in a file of
 * its own; of all else only the number is kept. So memory does not grow with
 * what lies beside the lessons' files, and nothing is extracted.
 */
#ifndef LOCKSTEP_COLLECTION_H
#define LOCKSTEP_COLLECTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "base/digest.h"
#include "batch/base/entry.h"
#include "batch/intake/lesson_names.h"
#include "batch/intake/take.h"

enum {
    COLLECTION_DEPTH = 2,   /**< archives within archives */
    COLLECTION_FOLDERS = 40 /**< folders within folders */
};

/** What is known of a place, see struct collection. */
enum place {
    PLACE_FILES,
    PLACE_EXAMPLE,
    PLACE_IS_FOLDER /**< a folder or an archive */
};

/** A file that is a lesson's by its name. */
struct candidate {
    char *path; /**< relative to IN, through archives */
    bool has_time;
    time_t time;
    bool uncommitted;    /**< a checkout's file that was changed since */
    bool given;          /**< by a `take`: its path says nothing */
    const char *trouble; /**< kind of problem, if it can't be taken; constant */
    int by_text;         /**< lesson that an ambiguous file's text is for */
    unsigned marks;      /**< enum source_mark */
    char digest[DIGEST_HEX];
    long offset; /**< of its text in the store */
    size_t size;
};

/** Something to report about a place. */
struct remark {
    char *path;
    const char *kind; /**< constant */
    const char *text; /**< constant */
};

/** What the walker does next. */
enum collection_next {
    COLLECTION_ON,
    COLLECTION_SKIP, /**< leave out this folder */
    COLLECTION_STOP  /**< error is set */
};

/** All of it. */
struct collection {
    const struct lessons *lessons;   /**< borrowed */
    const struct intake_take *takes; /**< borrowed */
    size_t take_count;
    /** Takes in an entry that a walk came to (walk.h), by collection_entry():
     *  an entry may be an archive, which is walked through in turn. */
    enum collection_next (*take)(struct collection *collection,
                                 const struct entry *entry);
    FILE *store; /**< texts of the candidates */
    struct candidate *candidate;
    size_t count, room;
    struct remark *remark;
    size_t remarks, remark_room;
    json_t *places;    /**< path: [files not taken, one of them, folder?] */
    json_t *remarked;  /**< what was remarked already */
    json_t *archives;  /**< paths of the archives that were opened */
    json_t *checkouts; /**< paths of folders with a .git folder */
    json_t *offers;    /**< path of a C file that no lesson names: the lesson
                            that it is nearest to */
    json_t *notes;     /**< path: what a sidecar says of it, see sidecar.h */
    json_t *budgets;   /**< see budget.h */
    char *first;       /**< a top-level name that may hold a whole class */
    int error;         /**< ENOMEM or EIO: not a student's doing */
};

/** @brief Begins; the caller sets its `take`. @return 0 or an errno value. */
int collection_open(const struct lessons *lessons,
                    struct collection *collection);

/** @brief Takes in an entry; opens it if its name asks for it. */
enum collection_next collection_entry(struct collection *collection,
                                      const struct entry *entry);

/** @brief Notes something about a place, once for each place and kind.
 *  @param kind, text Constants. */
void collection_remark(struct collection *collection, const char *path,
                       const char *kind, const char *text);

/** @brief Counts files that are not taken; a folder or archive is counted as no
 *  file, so that it is known that someone has handed in something. */
void collection_place(struct collection *collection, const char *path,
                      int files, bool folder);

/** @brief Sorts what was found by path, so that the order in which it was met
 *  does not show. */
void collection_sort(struct collection *collection);

/** @brief Writes a candidate's text to OUT/sources/DIGEST.c, if it is not there
 *  as a whole. It may not be on the disk before store_sync().
 *  @return 0 or an errno value. */
int collection_write(struct collection *collection,
                     const struct candidate *candidate, const char *out);

/** @brief Frees everything. */
void collection_close(struct collection *collection);

#endif
