/**
 * @file commit_time.h
 * @brief When the files of git checkouts were committed.
 */
#ifndef LOCKSTEP_COMMIT_TIME_H
#define LOCKSTEP_COMMIT_TIME_H

#include "batch/intake/collection.h"

/**
 * @brief Gives each candidate of a checkout the time of the last commit that
 *        touched it, if it is as that commit left it; else it keeps the file's
 *        own time and is marked as uncommitted.
 * @param in IN, a folder.
 * @param collection Sorted; its checkouts are gone through.
 * @return 0 or ENOMEM; what can't be read becomes a remark.
 */
int commit_times(const char *in, struct collection *collection);

#endif
