/**
 * @file naming.h
 * @brief Text from compilers and the gate, with files named as people do.
 */
#ifndef LOCKSTEP_NAMING_H
#define LOCKSTEP_NAMING_H

#include "judge/base/settings.h"

/**
 * @brief Replaces settings.path by settings.source, and removes the folder that
 *        was graded in and the kit's own from all other names.
 *
 * Without a name of its own (`--name`) a file is called by its path, and the
 * text stays as it is.
 * @return A new text, owned by the caller; NULL without memory.
 */
char *naming_apply(const char *text, const struct settings *settings);

#endif
