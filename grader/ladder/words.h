/**
 * @file words.h
 * @brief Texts of traces and records as HTML.
 */
#ifndef LOCKSTEP_LADDER_WORDS_H
#define LOCKSTEP_LADDER_WORDS_H

#include <stdio.h>

/** @brief Writes a text in which names are between backquotes: they become
 *  code, and whatever is special in HTML is escaped. */
void words_write(FILE *to, const char *text);

#endif
