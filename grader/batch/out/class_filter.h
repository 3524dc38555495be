/**
 * @file class_filter.h
 * @brief Shows a part of the class page alone: a section, a lesson, a verdict.
 *
 * It is made of lists to choose from and style rules that look at what is
 * chosen, so the page needs no script, and where a browser does not know such
 * rules, everything is shown. Rows have the classes `sN` (section) and `lN`
 * (lesson), numbered from 0, and `v-` before a verdict or a state.
 */
#ifndef LOCKSTEP_CLASS_FILTER_H
#define LOCKSTEP_CLASS_FILTER_H

#include "batch/out/class.h"

/** The section of a row of `student`, as SQL; "" without one. */
#define CLASS_SECTION "coalesce(json_extract(ids, '$.section'), '')"

/** @brief Finds sections and lessons; before all parts.
 *  @return 0 or an errno value. */
int class_filter_open(struct class_page *class);

/** @brief Frees what was found. */
void class_filter_close(struct class_page *class);

/** @brief Writes the rules, in the page's head. */
void class_filter_rules(struct class_page *class);

/** @brief Writes the lists. */
void class_filter(struct class_page *class);

/** @return A section's or a lesson's number in such a list; -1: none. */
int class_filter_index(const json_t *list, const char *name);

#endif
