/**
 * @file kit.h
 * @brief Where the kit's parts are: this program is ROOT/build/bin/sandbox.
 */
#ifndef LOCKSTEP_SANDBOX_KIT_H
#define LOCKSTEP_SANDBOX_KIT_H

#include <stddef.h>

/**
 * @brief Writes the path of @p part ("build/bin/canary") in the kit.
 * @return 0 or an errno value. Any thread may call it.
 */
int kit_path(const char *part, char *path, size_t size);

#endif
