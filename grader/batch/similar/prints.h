/**
 * @file prints.h
 * @brief Fingerprints of a C text, by which texts are compared.
 *
 * A text is read as tokens in which all names, numbers and strings are alike,
 * so new names, comments and layout change nothing. Each run of PRINT_TOKENS
 * tokens has a hash, and of each PRINT_WINDOW neighbouring hashes the smallest
 * is kept (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003). Whatever
 * run of PRINT_TOKENS + PRINT_WINDOW - 1 tokens two texts share, they share a
 * fingerprint of it. Any thread may call these.
 */
#ifndef LOCKSTEP_PRINTS_H
#define LOCKSTEP_PRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PRINT_TOKENS = 8, /**< tokens of a fingerprint */
    PRINT_WINDOW = 5, /**< hashes of which one is kept; 1: all are */
};

/** A run of tokens. */
struct print {
    uint64_t hash;
    unsigned from, to; /**< lines, the first is 1 */
};

/** A text's fingerprints. */
struct prints {
    struct print *print; /**< in the order of the text; owned */
    size_t count, room;
    uint64_t shape; /**< hash of all tokens: copies under other names have the
                         same */
};

/**
 * @brief Adds a text's fingerprints.
 * @param prints All zeros, or with those of other texts; free(prints->print).
 * @param window PRINT_WINDOW, or 1 for every run of tokens.
 * @return 0 or ENOMEM.
 */
int prints_add(const char *text, size_t window, struct prints *prints);

/** @brief Sorts by hash; each hash is there once afterwards. */
void prints_sort(struct prints *prints);

/** @return Whether sorted prints have a hash. */
bool prints_have(const struct prints *prints, uint64_t hash);

/** @brief Removes what other, sorted prints have. */
void prints_remove(struct prints *prints, const struct prints *given);

/**
 * @brief Marks the lines of a text that lie in runs of tokens which another
 *        text has, too.
 * @param given Sorted: runs that don't count.
 * @param lines Set to one flag a line, from line 1 on; owned by the caller.
 * @param count Set to how many lines there are.
 * @return 0 or ENOMEM.
 */
int prints_mark(const char *text, const char *other, const struct prints *given,
                bool **lines, size_t *count);

#endif
