/**
 * @file escape.h
 * @brief Text from strangers, made harmless for where it goes.
 *
 * Names, file names, source lines and output come from students. Each function
 * writes @p text (UTF-8; what is not becomes U+FFFD) so that it is shown, never
 * obeyed. Control characters other than newline and tab are written visibly
 * (ESC as U+241B); so are the Unicode characters that reorder text (U+202A to
 * U+202E, U+2066 to U+2069), as U+FFFD. NULL counts as "". Any thread may call
 * them, on files of its own.
 */
#ifndef LOCKSTEP_ESCAPE_H
#define LOCKSTEP_ESCAPE_H

#include <stdio.h>

/** @brief For HTML and XML, in text and in attributes with quotes. */
void escape_html(FILE *file, const char *text);

/** @brief For a terminal or a plain file. */
void escape_plain(FILE *file, const char *text);

/** @brief For running text in Markdown (CommonMark): every ASCII punctuation
 *  character that could mean something gets a backslash, newlines become
 *  spaces. */
void escape_markdown(FILE *file, const char *text);

/** @brief As a Markdown code block, between fences that the text can't close.
 */
void escape_markdown_block(FILE *file, const char *text);

/** @return The length of the longest run of backquotes in a text: a fence
 *  around the text needs more. */
size_t escape_backquotes(const char *text);

/** @brief Writes a run of backquotes. */
void escape_fence(FILE *file, size_t length);

/** @brief As escape_plain(), into a string, owned by the caller; NULL if memory
 *  runs out. */
char *escape_text(const char *text);

#endif
