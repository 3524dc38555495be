/**
 * @file machine.h
 * @brief What this machine is, and whether it can detect races at all.
 */
#ifndef LOCKSTEP_MACHINE_H
#define LOCKSTEP_MACHINE_H

#include <jansson.h>
#include <stdbool.h>

#include "judge/base/settings.h"

/** How often a program is started that ThreadSanitizer's runtime ends before it
 *  begins. Where addresses are drawn at random, each start is a new draw.
 */
enum { MACHINE_STARTS = 100 };

/** @return Whether a control probe without student code gets its planted race
 *  reported here and now, in one of MACHINE_STARTS starts. */
bool machine_detects_races(void);

/** @return Whether control probes get theirs each time: then a program that
 *  never begins is not the machine's fault. */
bool machine_is_steady(void);

/** @return How many processes this system has killed to get memory back, since
 *  it started; 0 if that can't be known. */
unsigned long long machine_memory_kills(void);

/** @return The versions of kit, compiler and runtime, and the system, for a
 *  record; owned by the caller. */
json_t *machine_versions(const struct settings *settings);

#endif
