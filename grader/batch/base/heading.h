/**
 * @file heading.h
 * @brief Which lesson the title of an assignment means.
 *
 * Course systems write it over a sheet's columns, each with a number or a word
 * of its own around it.
 */
#ifndef LOCKSTEP_HEADING_H
#define LOCKSTEP_HEADING_H

#include <stdbool.h>

/** How surely a heading is a lesson's. */
enum heading_fit {
    HEADING_OTHER,
    HEADING_NUMBER, /**< a word like `Lab`, and the lesson's number */
    HEADING_NAME,   /**< the title, the folder's name or a part of it */
    HEADING_WANTED  /**< as the instructor says */
};

/**
 * @brief Compares a heading with a lesson; letter case, blanks, signs and a
 *        number in parentheses at the end do not count.
 * @param id, title The lesson's: `01_lock`, `Lesson 1: A lock`.
 * @param wanted    The heading that the policy names, or NULL: then only that
 *                  one fits.
 * Any thread may call it.
 */
enum heading_fit heading_fits(const char *heading, const char *id,
                              const char *title, const char *wanted);

#endif
