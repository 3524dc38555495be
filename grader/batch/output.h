/**
 * @file output.h
 * @brief A file below OUT that is written into memory and then stored whole.
 */
#ifndef LOCKSTEP_OUTPUT_H
#define LOCKSTEP_OUTPUT_H

#include <stdio.h>

/** The file as it grows. */
struct output {
    FILE *file; /**< to write to */
    char *text;
    size_t size;
};

/** @brief Begins. @return 0 or an errno value. End it with output_store() or
 *  output_take(). */
int output_open(struct output *output);

/** @brief Stores what was written (store.h) and ends it.
 *  @param error What happened so far; if not 0, nothing is stored.
 *  @return @p error, or 0 or an errno value. */
int output_store(struct output *output, int error, const char *out,
                 const char *name);

/** @brief Ends it, and gives its text, owned by the caller; NULL without
 *  memory. */
char *output_take(struct output *output);

#endif
