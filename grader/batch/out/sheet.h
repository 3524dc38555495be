/**
 * @file sheet.h
 * @brief A CSV file that is filled in where it stands.
 *
 * What a learning management system exported goes back to it, so nothing but
 * the cells that are set may change: not a quote, not a line's end, not the
 * mark at the file's beginning. The text is kept and only the places of its
 * cells are noted.
 */
#ifndef LOCKSTEP_SHEET_H
#define LOCKSTEP_SHEET_H

#include <stddef.h>
#include <stdio.h>

#include "batch/base/csv.h"

/** What a row's cells are to say: texts, or NULL for those that stay. */
struct sheet_row {
    char **set;
    size_t count; /**< perhaps more than the file has, or fewer */
};

/** The file. */
struct sheet {
    char *text;
    size_t size;
    struct csv csv;         /**< what it says */
    struct sheet_row *rows; /**< as many as csv has */
};

/**
 * @brief Reads a file.
 * @return 0, open()'s errors, ENOMEM, or EINVAL after a message on standard
 *         error: it is not a CSV file (a spreadsheet's own format, UTF-16, a
 *         quote without an end).
 */
int sheet_read(const char *path, struct sheet *sheet);

/** @brief Frees it. */
void sheet_free(struct sheet *sheet);

/** @return A cell's text, "" where there is none; borrowed. */
const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column);

/** @brief Sets a cell. A row too short for it gets what is missing.
 *  @return 0 or ENOMEM. */
int sheet_set(struct sheet *sheet, size_t row, size_t column, const char *text);

/** @brief Writes the text with the cells that were set: in quotes if they were
 *  before, or if they must be. */
void sheet_write(FILE *file, const struct sheet *sheet);

/** @brief Reads a number with a point or a comma for its decimals.
 *  @return NaN if it is none. */
double sheet_number(const char *text);

/** @return The decimal sign of the numbers in a column, below @p row; where
 *  none shows it, a comma if semicolons separate the cells. */
char sheet_decimal(const struct sheet *sheet, size_t row, size_t column);

#endif
