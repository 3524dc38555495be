/**
 * @file entry.h
 * @brief One thing that lies in a folder or an archive, not yet opened.
 */
#ifndef LOCKSTEP_ENTRY_H
#define LOCKSTEP_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct archive;

/** What lies in a folder or an archive. */
enum entry_kind {
    ENTRY_FILE,
    ENTRY_FOLDER,
    ENTRY_LINK,
    ENTRY_OTHER /**< device, pipe, socket */
};

/** All borrowed, for the time of a call. */
struct entry {
    const char *path; /**< relative to IN, valid UTF-8, no "." or ".." */
    enum entry_kind kind;
    bool encrypted;
    bool has_time;
    time_t time;
    int depth;               /**< archives around it, without IN */
    int folder;              /**< descriptor of the folder it is in, or -1 if
                                  it is in an archive */
    const char *name;        /**< in that folder, as the system has it */
    struct archive *archive; /**< positioned at its data, or NULL */
};

/**
 * @brief Opens a file of a folder; no link is followed, nothing blocks.
 * @param fd Set to the descriptor of a regular file.
 * @return 0, ELOOP (a link), EINVAL (not regular) or open()'s errors.
 */
int entry_open(const struct entry *entry, int *fd);

/**
 * @brief Reads the whole contents.
 * @param most Bytes that it may have.
 * @param data Set to the bytes, owned by the caller.
 * @return 0, EFBIG (there is more), ENOKEY (encrypted), EILSEQ (damaged),
 *         ENOMEM, or as entry_open().
 */
int entry_read(const struct entry *entry, size_t most, char **data,
               size_t *size);

#endif
