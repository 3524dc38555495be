/**
 * @file output.h
 * @brief A short text that is written as a file is.
 */
#ifndef LOCKSTEP_OUTPUT_H
#define LOCKSTEP_OUTPUT_H

#include <stdio.h>

/** The text as it grows. */
struct output {
    FILE *file; /**< to write to */
    char *text;
    size_t size;
};

/** @brief Begins. @return 0 or an errno value. End it with output_take(). */
int output_open(struct output *output);

/** @brief Ends it, and gives its text, owned by the caller; NULL without
 *  memory. */
char *output_take(struct output *output);

#endif
