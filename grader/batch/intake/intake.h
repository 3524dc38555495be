/**
 * @file intake.h
 * @brief What students handed in, in whatever form, as one intake.
 *
 * It is described in docs/formats.md ("The intake"). Nothing that a
 * student hands in stops it: what can't be taken is a problem, reported there.
 */
#ifndef LOCKSTEP_INTAKE_H
#define LOCKSTEP_INTAKE_H

#include "batch/intake/intake_file.h"
#include "batch/intake/take.h"
#include "batch/intake/times.h"

struct collection;

/** What to take in. All borrowed. */
struct intake_request {
    const char *in;     /**< folder, or a zip or tar file */
    const char *out;    /**< OUT; sources go to OUT/sources/SHA256.c */
    const char *roster; /**< CSV with names, or NULL */
    const struct intake_take *takes; /**< what the instructor gives to whom */
    size_t take_count;
    struct intake_times times; /**< when it was handed in */
};

/**
 * @brief Takes everything in; lessons are found in the folder lessons/.
 * @param intake Set to what was taken; intake_close() it in any case.
 * @return 0, or an errno value if the whole can't be read (ENOENT: no such
 *         folder) or written; a message was printed on standard error.
 * One thread at a time.
 */
int intake_make(const struct intake_request *request, struct intake *intake);

/** @brief Goes through a folder or an archive, into a collection that is open,
 *  and sorts it. @return 0 or an errno value, after a message on standard
 *  error. */
int intake_collect(const char *in, struct collection *collection);

#endif
