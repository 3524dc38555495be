/**
 * @file store.h
 * @brief Files that are either whole or not there.
 *
 * A reader never sees half a file, even if the writer is killed or the machine
 * loses power: the text goes to a file of another name beside it, to the disk,
 * and then takes the name by rename(), which POSIX makes atomic.
 */
#ifndef LOCKSTEP_STORE_H
#define LOCKSTEP_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** A file that is written bit by bit. */
struct store_file {
    FILE *file;         /**< to write to */
    char *path, *fresh; /**< its name, and the one it has for now */
};

/**
 * @brief Begins a file; an older one of that name stays until store_end().
 * @param path The folder must exist.
 * @return 0 or an errno value; then there is nothing to end.
 * Any thread may call it; of two writers of one name, one wins whole.
 */
int store_begin(struct store_file *stored, const char *path);

/** @brief As store_begin(), for a file of that name in a folder. */
int store_begin_in(struct store_file *stored, const char *folder,
                   const char *name);

/**
 * @brief Ends a file: to the disk, and then it takes its name.
 * @param error What happened so far; if not 0, all is as it was before.
 * @return @p error, or 0 or an errno value.
 */
int store_end(struct store_file *stored, int error);

/**
 * @brief Writes a file as a whole; an older one of that name is replaced.
 * @param path The folder must exist.
 * @return 0 or an errno value; then the older file, if any, is untouched.
 * Any thread may call it; of two writers of one name, one wins whole.
 */
int store_write(const char *path, const void *data, size_t size);

/** @brief As store_write(), but the text may not be on the disk before
 *  store_sync(): for thousands of files, each of which would be waited for. */
int store_write_unsynced(const char *path, const void *data, size_t size);

/** @brief Waits until all that was written is on the disk that a folder is on.
 *  @return 0 or an errno value. */
int store_sync(const char *folder);

/** @return Whether that is a file's name, without folders, whose writer was
 *  killed before it took its own. */
bool store_is_unfinished(const char *name);

/** @brief Writes JSON, indented by two, members in the order they were set.
 *  @return As store_write(). */
int store_write_json(const char *path, const json_t *value);

/** @brief Makes a folder and those above it that are missing.
 *  @return 0 or an errno value. */
int store_folder(const char *path);

/** @brief Removes a file, or a folder with all that is in it; links are
 *  removed, not followed. It is no error if nothing is there.
 *  @return 0 or an errno value. */
int store_remove(const char *path);

/** @return Whether a regular file of that name is there. */
bool store_has(const char *path);

#endif
