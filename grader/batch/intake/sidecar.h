/**
 * @file sidecar.h
 * @brief What course systems write beside students' files.
 *
 * A time stamp (`timestamp.txt` of Sakai and nbgrader, `.submit.timestamp` of
 * Submitty) is about the folder that it lies in; each entry of Gradescope's
 * `submission_metadata.yml` is about the folder of that name beside it. The
 * autograder's `submission_metadata.json` says when Gradescope received what
 * lies beside it, when that was due for this student, and how many points
 * there are.
 */
#ifndef LOCKSTEP_SIDECAR_H
#define LOCKSTEP_SIDECAR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum { SIDECAR_MOST = 1 << 24 /**< bytes that one may have */ };

/** @return Whether a file is one, by its name. */
bool sidecar_is(const char *path);

/**
 * @brief Takes one apart.
 * @param path Of the file. @param text Ends with a null byte or after @p size.
 * @param notes Gets path: text.
 * @return 0 or ENOMEM.
 */
int sidecar_take(const char *path, const char *text, size_t size,
                 json_t *notes);

/**
 * @brief When something was due for its student, if a note of a sidecar says
 * so.
 * @param note As sidecar_take() made it.
 * @return Whether it does.
 */
bool sidecar_due(const char *note, time_t *due);

/** @return How many points the course system gives in all, as the note says;
 *  0: it does not. */
double sidecar_points(const char *note);

#endif
