/**
 * @file source_file.h
 * @brief What a student's file holds, as text that every later part can read:
 *        UTF-8, lines that end with a newline, no byte order mark.
 *
 * Lines keep their numbers as an editor shows them, so what a verdict says of a
 * line is true of the student's own file.
 */
#ifndef LOCKSTEP_SOURCE_FILE_H
#define LOCKSTEP_SOURCE_FILE_H

#include <stddef.h>

enum {
    SOURCE_MOST = 1 << 20 /**< bytes that a file may have */
};

/** What was found, as bits. */
enum source_mark {
    SOURCE_BOM = 1 << 0,    /**< a byte order mark (UTF-8), removed */
    SOURCE_UTF16 = 1 << 1,  /**< UTF-16 or UTF-32, converted */
    SOURCE_LATIN1 = 1 << 2, /**< not UTF-8: read as Windows-1252 */
    SOURCE_CRLF = 1 << 3,   /**< lines ended with CR LF */
    SOURCE_CR = 1 << 4,     /**< lines ended with CR alone */
    SOURCE_NULL = 1 << 5, /**< null bytes; they stay, for the gate to refuse */
    SOURCE_EMPTY = 1 << 6 /**< nothing but white space: unusable */
};

/** A file's text. */
struct source {
    char *text; /**< owned, ends with a null byte; NULL if empty */
    size_t size;
    unsigned marks; /**< of enum source_mark */
};

/**
 * @brief Turns a file's bytes into text.
 * @param source Set; release it with source_free().
 * @return 0 (also if it is empty) or ENOMEM. Any thread may call it.
 */
int source_make(const char *data, size_t size, struct source *source);

/** @brief Frees the text. */
void source_free(struct source *source);

#endif
