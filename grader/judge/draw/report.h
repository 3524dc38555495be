/**
 * @file report.h
 * @brief The report that a student reads, made from a record.
 */
#ifndef LOCKSTEP_REPORT_H
#define LOCKSTEP_REPORT_H

#include <jansson.h>
#include <stdio.h>

/**
 * @brief Writes a record's report: what happened, where, what to do next.
 * Plain text, 80 columns where the student's own lines allow; the same record
 * gives the same text.
 */
void report_write(FILE *to, const json_t *record);

/** @brief Writes its first words: "01_lock: fail, 2 of 12 points". */
void points_write(FILE *to, const json_t *record);

/** @brief Writes findings alone, as a report shows them. */
void findings_list(FILE *to, const json_t *findings);

/** @brief Writes what a program left behind and may (notes_make()). */
void notes_list(FILE *to, const json_t *notes);

/** @brief Writes text in lines of at most 80 columns, each begun by @p indent
 *  spaces. */
void text_wrap(FILE *to, int indent, const char *text);

#endif
