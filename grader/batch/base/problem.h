/**
 * @file problem.h
 * @brief What people are told about what was handed in.
 */
#ifndef LOCKSTEP_PROBLEM_H
#define LOCKSTEP_PROBLEM_H

#include <jansson.h>

/**
 * @brief Adds a problem.
 * @param problems An array, or NULL (nothing happens).
 * @param kind A word for programs, see docs/formats.md.
 * @param file Where, relative to IN; NULL: nowhere.
 * @param format The text for people, as printf() has it; valid UTF-8.
 */
void problem_add(json_t *problems, const char *kind, const char *file,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
