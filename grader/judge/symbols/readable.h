/**
 * @file readable.h
 * @brief ThreadSanitizer's log with functions and lines in it.
 */
#ifndef LOCKSTEP_READABLE_H
#define LOCKSTEP_READABLE_H

#include "judge/symbols/symbols.h"

/**
 * @brief Writes a log anew, its frames with names of functions and lines.
 * @param path    The file; written over.
 * @param text    The log as a probe left it, without symbols; borrowed.
 * @param program Base name of the probe's program, as frames call it.
 * @param symbols Of that program.
 * One thread at a time may use @p symbols. If the file can't be written the
 * log stays as it is.
 */
void readable_write(const char *path, const char *text, const char *program,
                    struct symbols *symbols);

#endif
