/**
 * @file expected.h
 * @brief What may lie beside the lessons' files without a word: the kit's own
 *        parts, and what editors, systems and version control leave.
 */
#ifndef LOCKSTEP_EXPECTED_H
#define LOCKSTEP_EXPECTED_H

#include <stdbool.h>

/** @brief Whether a path leads through a folder that is not looked into, such
 *  as .git or the kit's build/. @param folder Whether it is itself a folder. */
bool expected_path(const char *path, bool folder);

/** @brief Whether a file of that name needs no mention. */
bool expected_file(const char *name);

#endif
