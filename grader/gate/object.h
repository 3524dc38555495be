/**
 * @file object.h
 * @brief What a student's object file needs and contains.
 */
#ifndef LOCKSTEP_GATE_OBJECT_H
#define LOCKSTEP_GATE_OBJECT_H

#include "gate/refusal.h"
#include "gate/words.h"

/** The lists that an object is checked against. */
struct object_rules {
    const struct words *allowed; /**< patterns of names that it may need */
    const struct words *tamper;  /**< patterns: needing one is grave */
    const struct words *given;   /**< names that the trials give it */
    const struct words *names;   /**< names in its source, with their lines */
};

/**
 * @brief Checks the names that an object needs and defines, and its sections.
 * @param path The object, compiled with ThreadSanitizer's hooks.
 * Ends the program with a message if it is not an object file. One thread only.
 */
void object_check(const char *path, const struct object_rules *rules,
                  struct refusals *refusals);

/** @brief Adds the names of the objects in an object file's memory, the
 *  thread-local ones left out. */
void object_variables(const char *path, struct words *names);

/** @brief Adds the global names that an object file defines. */
void object_defined(const char *path, struct words *names);

#endif
