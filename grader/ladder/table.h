/**
 * @file table.h
 * @brief A ladder as an HTML table: a row for each step, a column for each
 *        thread, and what is known after the step.
 */
#ifndef LOCKSTEP_LADDER_TABLE_H
#define LOCKSTEP_LADDER_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** What to write; everything is borrowed. */
struct table {
    const json_t *trace;
    const json_t *steps;   /**< of ladder_steps(), faults marked */
    const json_t *threads; /**< their names */
    const char *caption;   /**< names between backquotes */
    const char *source;    /**< the file whose lines are shown beside it; NULL:
                                the table shows no line of any code */
};

/**
 * @brief Writes the table. Rows of steps in table->source have `data-line`, the
 *        line's number, and all have `data-thread`, the number of the column.
 */
void table_write(FILE *to, const struct table *table);

/** @brief Writes a source file as lines with their numbers.
 *  @return 0, or an errno value if it can't be read. */
int listing_write(FILE *to, const char *path);

#endif
