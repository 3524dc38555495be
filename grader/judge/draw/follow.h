/**
 * @file follow.h
 * @brief Takes an answer along the schedule that broke another one.
 */
#ifndef LOCKSTEP_FOLLOW_H
#define LOCKSTEP_FOLLOW_H

#include <jansson.h>
#include <stddef.h>

#include "judge/base/settings.h"

/**
 * @brief Follows the failing schedule of settings->trial in the record
 *        settings->follow as far as this code allows
 * (grader/explore/search/follow.h), and prints picture and findings.
 *
 * The picture shows what explains the finding of that schedule. With
 * settings->trace the trace is written to that file as JSON.
 * @return An exit status: 0 nothing was found, 1 something was, 2 it could not
 *         be followed, after a message.
 */
int follow_show(const struct settings *settings);

/**
 * @brief Learns from a trace where the objects of this code lie.
 * @param known An object to add to.
 * @param trace A trace whose steps have their `address`.
 */
void follow_learn(json_t *known, const json_t *trace);

/**
 * @brief Writes the list that the explorer follows.
 * @param trace The failing schedule.
 * @param known What follow_learn() learnt of this code.
 * @return The text, owned by the caller, or NULL without memory.
 */
char *follow_list(const json_t *trace, const json_t *known);

#endif
