/**
 * @file words.h
 * @brief Sets of names, read from files or given in the code.
 */
#ifndef LOCKSTEP_GATE_WORDS_H
#define LOCKSTEP_GATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/** A set of words. Begin with all members 0. */
struct words {
    char **word;    /**< owned, each one too */
    unsigned *line; /**< where each was met first, or 0 */
    size_t count;
    size_t *place; /**< where word i + 1 is found by its hash; 0: free */
    size_t places; /**< a power of two, more than twice the count */
};

/** @brief Adds a word of @p length bytes; out of memory, ends the program. */
void words_add(struct words *words, const char *word, size_t length);

/** @brief Adds a word that was met on a line; the first such line stays. */
void words_add_at(struct words *words, const char *word, size_t length,
                  unsigned line);

/** @return Which of the set's words it is; the set's count: none. */
size_t words_find(const struct words *words, const char *word, size_t length);

/** @return Whether the word is in the set. */
bool words_have(const struct words *words, const char *word, size_t length);

/** @return Whether a shell pattern of the set matches the word. */
bool words_match(const struct words *words, const char *word);

/** @brief Adds every identifier of a text. */
void words_add_identifiers(struct words *words, const char *text);

/**
 * @brief Adds each line of a text unless it is empty or begins with `#`.
 */
void words_add_lines(struct words *words, const char *text);

/** @brief Frees what the set holds. */
void words_free(struct words *words);

/**
 * @brief Reads a whole file.
 * @param length Set to its size in bytes; NULL: not wanted.
 * @return Its bytes, with a 0 after them, owned by the caller; ends the program
 * with a message if it can't be read.
 */
char *text_read(const char *path, size_t *length);

#endif
