/**
 * @file machine.h
 * @brief What this machine is, and whether it can detect races at all.
 */
#ifndef LOCKSTEP_MACHINE_H
#define LOCKSTEP_MACHINE_H

#include <jansson.h>
#include <stdbool.h>

#include "judge/base/settings.h"

/** @return Whether a control probe without student code gets its planted race
 *  reported here and now. */
bool machine_detects_races(void);

/** @return The versions of kit, compiler and runtime, and the system, for a
 *  record; owned by the caller. */
json_t *machine_versions(const struct settings *settings);

#endif
