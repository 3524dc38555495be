/**
 * @file walk.h
 * @brief Goes through folders and archives and hands each entry on.
 *
 * Both return 0, or an errno value if the thing itself can't be read at all;
 * what is wrong within becomes a remark. One thread at a time.
 */
#ifndef LOCKSTEP_WALK_H
#define LOCKSTEP_WALK_H

#include "batch/intake/collection.h"

/** @brief A folder and all below it, in the order of names. */
int folder_walk(const char *folder, struct collection *collection);

/** Where an archive's bytes are. */
struct archive_bytes {
    int fd;           /**< a file, or -1; not closed */
    const void *data; /**< else these; borrowed */
    size_t size;
    long long most; /**< bytes that it may unpack to */
};

/**
 * @brief An archive's entries, in its order.
 * @param path Of the archive, relative to IN; "" if it is IN.
 * @param depth Archives around its entries, itself counted unless it is IN.
 */
int archive_walk(const struct archive_bytes *bytes, const char *path, int depth,
                 struct collection *collection);

/** @return The length of a file name without the suffix of an archive; 0 if
 *  it has none. */
size_t archive_stem(const char *name);

#endif
