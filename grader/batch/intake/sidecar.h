/**
 * @file sidecar.h
 * @brief What course systems write beside students' files.
 *
 * A time stamp (`timestamp.txt` of Sakai and nbgrader, `.submit.timestamp` of
 * Submitty) is about the folder that it lies in; each entry of Gradescope's
 * `submission_metadata.yml` is about the folder of that name beside it.
 */
#ifndef LOCKSTEP_SIDECAR_H
#define LOCKSTEP_SIDECAR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

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

#endif
