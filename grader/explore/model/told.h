/**
 * @file told.h
 * @brief Places whose race ThreadSanitizer has reported: once is enough.
 *
 * The one idea: what runtimes before gcc 13's do by themselves, the later ones
 * must be asked for. These know a race by its two stacks only, which they look
 * up in what they keep of the past, for each access that races, in each
 * schedule: a loop of a thousand racy additions took minutes. A place that is
 * told is called benign, and they look no further. By then the search has its
 * finding.
 */
#ifndef LOCKSTEP_TOLD_H
#define LOCKSTEP_TOLD_H

#include <stdbool.h>

/** Whether told_settle() has something to do. */
extern bool told_waiting;

/** @brief Keeps the places of a report. Call it from __tsan_on_report(), with
 *  what that was given; the runtime's locks are held there. */
void told_note(void *report);

/** @brief Says of these places that they are told. Call it where the runtime
 *  is not at work. */
void told_settle(void);

#endif
