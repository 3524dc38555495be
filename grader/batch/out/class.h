/**
 * @file class.h
 * @brief The parts of the class page, in the order in which they appear there.
 *
 * Each reads the gradebook's latest run, in time linear in what it says, and
 * keeps little of it. One thread at a time. Each returns 0 or an errno value.
 */
#ifndef LOCKSTEP_CLASS_H
#define LOCKSTEP_CLASS_H

#include <jansson.h>
#include <sqlite3.h>

#include "batch/out/pages_writer.h"

/** Rows of latest_result that need a person, as SQL; for each kind the page has
 *  a table, and its head counts them. What a person has overridden needs none.
 */
#define CLASS_INTEGRITY "(verdict IS 'integrity' AND NOT overridden)"
/** The machine's fault, be it in one trial alone. */
#define CLASS_MACHINE                                                          \
    "((state = 'ungraded' OR flags LIKE '%invalid%') AND NOT overridden)"
/** Handed in, but not in a form that can be graded. */
#define CLASS_UNUSABLE "(state = 'unusable')"

/** What OUT/similar/ says of the whole class. */
struct class_similar {
    size_t compared; /**< works that had enough of their own */
    size_t found;    /**< groups of works to look at */
    size_t told;     /**< those that have a page by now */
    size_t usual;    /**< works that are alike because many wrote the same */
};

/** What all parts work on. */
struct class_page {
    struct page page; /**< HTML */
    sqlite3 *db;
    const char *out;
    struct class_similar similar; /**< see class_similar_count() */
    json_t *sections;             /**< their names, see class_filter.h */
    json_t *lessons;              /**< their names, in their order */
};

/** @brief A question with one number for an answer. */
int class_count(struct class_page *class, const char *question, long *number);

/** @brief The head: when, with what, how many; then what to do next. */
int class_head(struct class_page *class);

/** @brief Who needs a look: a table for each reason. */
int class_look(struct class_page *class);

/** @brief Why works were not run, by reason. */
int class_refusals(struct class_page *class);

/** @brief Works that resemble each other. */
int class_similar(struct class_page *class);

/** @brief Counts what class_similar() will show; before all parts. */
int class_similar_count(struct class_page *class);

/** @brief Each lesson's distribution and numbers. */
int class_lessons(struct class_page *class);

/** @brief The commonest findings. */
int class_findings(struct class_page *class);

/** @brief Everybody's scores. */
int class_grid(struct class_page *class);

/** @brief A link to a student's page. */
void class_student(struct class_page *class, const char *id, const char *name);

#endif
