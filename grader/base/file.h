/**
 * @file file.h
 * @brief Whole files as text.
 */
#ifndef LOCKSTEP_FILE_H
#define LOCKSTEP_FILE_H

/** @brief Reads a file, at most 16 MiB of it.
 *  @return Its text, owned by the caller, or NULL with errno set. */
char *file_read(const char *path);

#endif
