/**
 * @file observed.h
 * @brief Text that came from a probe, made safe to keep and to show.
 */
#ifndef LOCKSTEP_OBSERVED_H
#define LOCKSTEP_OBSERVED_H

#include <jansson.h>
#include <stddef.h>

/**
 * @brief Parses the probe's lines.
 * @param text Lines of JSON, or NULL.
 * @return An array of the objects among them, owned by the caller; a line that
 *         is not a JSON object is dropped.
 */
json_t *observed_parse(const char *text);

/**
 * @brief Turns what a program printed into a JSON string: control characters
 *        other than tab and newline, and bytes that are not UTF-8, become '?'.
 * @return The string, owned by the caller.
 */
json_t *observed_text(const char *text, size_t length);

#endif
