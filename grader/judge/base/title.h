/**
 * @file title.h
 * @brief What a lesson is called.
 */
#ifndef LOCKSTEP_TITLE_H
#define LOCKSTEP_TITLE_H

#include <jansson.h>

/** @return The first heading of the lesson's README, or its folder's name;
 *  owned by the caller. */
json_t *lesson_title(const char *lesson);

#endif
