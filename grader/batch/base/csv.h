/**
 * @file csv.h
 * @brief Comma-separated values as RFC 4180 has them, read and written.
 *
 * Reading is lenient: lines end with CRLF, LF or CR, a byte order mark is
 * skipped, and the separator is the comma, or the semicolon or tab if the first
 * row has more of those.
 */
#ifndef LOCKSTEP_CSV_H
#define LOCKSTEP_CSV_H

#include <stddef.h>
#include <stdio.h>

/** Where a cell is in the text, with its quotes. */
struct csv_place {
    size_t start, end;
};

/** A row's cells: at least one. */
struct csv_row {
    char **cells; /**< their texts */
    struct csv_place *places;
    size_t count;
};

/** A table; all is owned by it. */
struct csv {
    struct csv_row *rows;
    size_t count;
    char separator;
};

/**
 * @brief Takes a text apart. Empty rows are left out.
 * @param text UTF-8, not changed.
 * @return 0, EINVAL (a quote that never ends) or ENOMEM; then @p csv is empty.
 */
int csv_parse(const char *text, struct csv *csv);

/** @brief Reads a file as csv_parse() does. @return Its errors, or open()'s. */
int csv_read(const char *path, struct csv *csv);

/** @brief Frees the rows. */
void csv_free(struct csv *csv);

/** @brief The cell of a row, "" where it has none; borrowed. */
const char *csv_cell(const struct csv *csv, size_t row, size_t column);

/** @brief The column whose heading, in the first row, is @p name, letter case
 *  aside; -1 if there is none. */
int csv_column(const struct csv *csv, const char *name);

/** @brief Writes a cell as it is, in quotes where RFC 4180 asks for them. For
 *  text of our own. */
void csv_write_cell(FILE *file, const char *text, char separator);

/** @brief Writes a cell as it is, in quotes. */
void csv_write_quoted(FILE *file, const char *text);

/** @brief Writes a cell that no spreadsheet takes for a formula: what begins
 *  with = + - @ (wide forms too, blanks aside), and is not a plain number, or
 *  with a tab or a line's end, gets an apostrophe before it (OWASP, "CSV
 *  Injection"). For everything else. */
void csv_write_safe(FILE *file, const char *text, char separator);

#endif
