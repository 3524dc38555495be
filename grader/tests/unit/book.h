/* A small made-up class for the tests of the gradebook and its exports. */
#ifndef LOCKSTEP_TESTS_BOOK_H
#define LOCKSTEP_TESTS_BOOK_H

#include <jansson.h>
#include <sqlite3.h>

/* A folder of the test's own, and the gradebook in it. */
struct book {
    char out[64];
    sqlite3 *db;
};

void book_open(struct book *book);
void book_close(struct book *book);

/* The key, or source, that stands for a letter from a to f: 64 of it. */
const char *book_hex(char letter);

/* Writes the record of a key, with a trial that has all the points. */
void book_record(const struct book *book, const char *lesson, char key,
                 const char *verdict, int points, int max_points);

/* Makes the machine fail in that trial. */
void book_spoil(const struct book *book, const char *lesson, char key);

/* A student of an intake; and one of a submission's members to set. */
json_t *book_student(json_t *intake, const char *id, const char *name);
json_t *book_submit(json_t *student, const char *lesson, char source, char key);

/* An intake without students. */
json_t *book_intake(void);

/* Adds a run under a policy; fails the test if that fails. */
int book_run_error(const struct book *book, const json_t *document,
                   const char *policy);
void book_run(const struct book *book, const json_t *intake,
              const char *policy);

/* The first cell of an answer as text, "" for NULL or no row, in one of some
 * buffers that take turns. */
const char *book_ask(const struct book *book, const char *question);

/* A file below OUT as text, owned by the caller; fails the test without it. */
char *book_file(const struct book *book, const char *name);

/* An intake in which ann alone hands in lesson 1, and its record says so. */
json_t *book_ann_with(const struct book *book, const char *verdict, int points,
                      int max_points);

/* What she handed in. */
json_t *book_work(const json_t *intake);

/* State, verdict, score and flags of her first lesson; her total and flags. */
const char *book_of_ann(const struct book *book);
const char *book_total_of_ann(const struct book *book);

#endif
