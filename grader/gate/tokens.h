/**
 * @file tokens.h
 * @brief The tokens of a preprocessed file, with the places they come from.
 */
#ifndef LOCKSTEP_GATE_TOKENS_H
#define LOCKSTEP_GATE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "gate/directives.h"

/** What a token is; only what the rules tell apart. */
enum token_kind {
    TOKEN_NAME,    /**< identifier or keyword */
    TOKEN_LITERAL, /**< string or character, with its quotes */
    TOKEN_PRAGMA,  /**< a whole pragma line, after that word */
    TOKEN_OTHER,   /**< one character, or a number */
};

/** A token; its text is in the file that was given, except a bracket's: that is
 *  always `[` or `]`, however it is spelt. */
struct token {
    enum token_kind kind;
    const char *text;
    size_t length;
    bool in_source; /**< from the student's file, not from a header */
    unsigned line;  /**< where, in the file that it is from */
};

/** How far the reading has got. */
struct tokens {
    const char *next;
    const char *source; /* the student's file as given to the compiler */
    struct inclusions *inclusions;
    bool fresh;     /* at the beginning of a line */
    bool at_home;   /* the last line marker named the student's file */
    bool in_source; /* not in a header that was entered from there */
    unsigned line;
};

/**
 * @brief Begins to read what `gcc -E` printed.
 * @param text   The text; borrowed.
 * @param source The file that was preprocessed, as given to the compiler.
 * @param inclusions The file's, borrowed. Only what was entered from one of
 *               them counts as a header's; each is entered once.
 */
void tokens_begin(struct tokens *tokens, const char *text, const char *source,
                  struct inclusions *inclusions);

/** @return Whether there was one more token, now in @p token. */
bool tokens_next(struct tokens *tokens, struct token *token);

/**
 * @brief Reads the file that a line marker names.
 * @param line A line of what `gcc -E` printed.
 * @param name Set to the file's name, to be freed; or NULL if the line is not a
 *             marker.
 * @return The number that it gives to the next line.
 */
unsigned marker_read(const char *line, char **name);

/** @return Whether a line marker says that a file is entered: 1 comes after the
 *  name. */
bool marker_enters(const char *line);

/** @return Whether the token is this text. */
bool token_is(const struct token *token, const char *text);

#endif
