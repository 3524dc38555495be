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

/**
 * @brief Adds the problem that a file could be a lesson's, which its name does
 *        not tell, with the line of the policy that takes it in `line`.
 * @param student Id of whoever handed it in.
 */
void problem_offer(json_t *problems, const char *file, const char *student,
                   const char *lesson);

#endif
