/**
 * @file naming.h
 * @brief Text of compilers and of the gate, with files named as people do.
 */
#ifndef LOCKSTEP_NAMING_H
#define LOCKSTEP_NAMING_H

#include "judge/base/settings.h"

/**
 * @brief Puts settings.source for settings.path, and leaves the folder that
 *        was graded in and the kit's own out of all other names.
 *
 * Without a name of its own (`--name`) a file is called by its path, and the
 * text stays as it is.
 * @return A new text, owned by the caller; NULL without memory.
 */
char *naming_apply(const char *text, const struct settings *settings);

#endif
