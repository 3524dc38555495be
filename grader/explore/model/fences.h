/**
 * @file fences.h
 * @brief What a program's fences are taken for; see atomic.c.
 */
#ifndef LOCKSTEP_FENCES_H
#define LOCKSTEP_FENCES_H

#include <stdbool.h>

/** @return Whether the program has fences, so that a race may be missed. */
bool fences_used(void);

#endif
