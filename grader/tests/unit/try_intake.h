/**
 * @file try_intake.h
 * @brief For the tests of the intake: makes up what is handed in, takes it in,
 *        and looks up what came of it.
 *
 * Each test has a folder of its own; what fails to be made fails the test.
 */
#ifndef LOCKSTEP_TRY_INTAKE_H
#define LOCKSTEP_TRY_INTAKE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/** Something in an archive. */
struct packed {
    const char *name;
    const char *text; /**< NULL: a folder */
    size_t size;      /**< of text; 0: its length */
    const char *link; /**< a link to there */
    bool hard;        /**< a hard link */
    bool device;      /**< a device */
    time_t time;      /**< 0: none */
};

/** @brief Makes the test's folder. Begin with it. */
void try_begin(void);

/** @brief Removes it. */
void try_end(void);

/** @return A path in the test's folder; a few at a time are kept. */
const char *try_path(const char *name);

/** @brief Writes a file, and the folders above it. */
void try_write(const char *name, const char *text);

/** @brief As try_write(), for any bytes. */
void try_write_bytes(const char *name, const void *data, size_t size);

/** @brief Sets a file's time. */
void try_time(const char *name, time_t time);

/** @brief Reads a file of the test's folder. @param size Set to its size. */
char *try_read(const char *name, size_t *size);

/** @brief Packs. @param name Its suffix says how: zip, tar, tar.gz, ... */
void try_pack(const char *name, const struct packed *packed, size_t count);

/** @brief As try_pack(), a zip with a password. */
void try_pack_encrypted(const char *name, const struct packed *packed,
                        size_t count);

/** @brief Runs a shell command in the test's folder. */
void try_shell(const char *command);

/** @brief From now on, that file is that student's answer to that lesson, as a
 *  `take` in the policy says. @param student Borrowed, as the others. */
void try_give(const char *student, const char *lesson, const char *file);

/** @brief From now on, that sheet or folder of the test's folder says when
 *  works were handed in. @param lesson Whose a sheet is that does not say. */
void try_times(const char *sheet, const char *lesson);

/** @brief Takes in a folder or archive of the test's folder. @param roster
 *  Name of a file, or NULL. @return The document; it is kept to the end. */
json_t *try_take(const char *in, const char *roster);

/** @return The error of taking it in. */
int try_take_error(const char *in, const char *roster);

/** @return How many students there are. */
size_t try_students(void);

/** @return A student by id, or NULL. */
json_t *try_student(const char *id);

/** @return A student's submission for a lesson, or NULL. */
json_t *try_submission(const char *id, const char *lesson);

/** @return A text of a member, "" if there is none. */
const char *try_text(const json_t *value, const char *member);

/** @return The text of the source that was taken, "" if none was. */
const char *try_source(const char *id, const char *lesson);

/** @brief Expects a student's submission for a lesson to have that text. */
void try_expect(const char *id, const char *lesson, const char *text);

/** @return How many problems of that kind a student, a submission or the whole
 *  document has. */
size_t try_problems(const json_t *value, const char *kind);

/** @return The first of them, or NULL. */
json_t *try_problem(const json_t *value, const char *kind);

#endif
