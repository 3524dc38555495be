/**
 * @file earlier.h
 * @brief What was handed in to earlier classes, to compare with.
 */
#ifndef LOCKSTEP_EARLIER_H
#define LOCKSTEP_EARLIER_H

#include "batch/intake/intake_file.h"

/**
 * @brief Takes in every file that is a lesson's, whoever's it is.
 * @param in Folder or archive, of one year or of several.
 * @param out The sources go to OUT/earlier/sources; what an older run left
 *            there goes.
 * @param intake Set to one with a student for each file, called by its path;
 *               intake_close() it in any case.
 * @return 0 or an errno value, after a message on standard error. One thread at
 *         a time.
 */
int earlier_take(const char *in, const char *out, struct intake *intake);

#endif
