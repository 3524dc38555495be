/**
 * @file roster.h
 * @brief Who is in the class: a CSV file, as schools and learning platforms
 *        export it.
 *
 * Columns are recognised by their headings. Canvas's and Moodle's own sheets
 * serve as they are.
 */
#ifndef LOCKSTEP_ROSTER_H
#define LOCKSTEP_ROSTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "batch/base/csv.h"

struct roster_index;
struct students;

/** One person in it; texts are owned, "" where unknown. */
struct roster_row {
    char *name;
    char *first, *last; /**< where the sheet has them apart, or "Last, First" */
    char *email, *login, *canvas, *sis, *moodle;
    char *github;    /**< name at GitHub */
    char *group;     /**< of people who hand in together */
    char *section;   /**< of the class */
    size_t namesake; /**< earlier rows with the same name and no more */
};

/** All rows. */
struct roster {
    struct roster_row *row;
    size_t count;
    json_t *problems; /**< array */
    struct csv csv;   /**< the sheet that they are from */
    bool repeats;     /**< see roster_take() */
    int *who;         /**< of each row of the sheet: whose it is, or -1 */
};

/**
 * @brief Reads a roster.
 * @return 0; EINVAL (no column says who anyone is), ENOMEM or csv_read()'s
 *         errors, after a message on standard error. Free with roster_free().
 */
int roster_read(const char *path, struct roster *roster);

/** @brief As roster_read(), of a sheet that was read.
 *  @param path What messages call it. @param csv Becomes the roster's, also on
 *  error. @param repeats Whether rows that are alike are one person, even if
 *  they have only a name. */
int roster_take(const char *path, struct csv csv, bool repeats,
                struct roster *roster);

/** @return What tells a row from all others; NULL without memory. */
char *roster_key(const struct roster *roster, size_t row);

/** @brief Frees it. */
void roster_free(struct roster *roster);

/**
 * @brief Joins those who handed in with those in the roster: by the row that
 *        their paths named (named.h), else by number, then login or e-mail,
 *        then name. Nothing is guessed: what fits two is reported as a problem.
 *        Those who handed in nothing are added.
 * @return 0 or ENOMEM.
 */
int roster_join(const struct roster_index *index, struct students *students);

#endif
