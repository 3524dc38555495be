/**
 * @file tokens.h
 * @brief The tokens of a preprocessed file, with the places they come from.
 */
#ifndef LOCKSTEP_GATE_TOKENS_H
#define LOCKSTEP_GATE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/** What a token is; only what the rules tell apart. */
enum token_kind {
    TOKEN_NAME,    /**< identifier or keyword */
    TOKEN_LITERAL, /**< string or character, with its quotes */
    TOKEN_PRAGMA,  /**< a whole pragma line, behind that word */
    TOKEN_OTHER,   /**< one character, or a number */
};

/** A token; its text lies in the file that was given, but a bracket's: that is
 *  always `[` or `]`, however it is spelt. */
struct token {
    enum token_kind kind;
    const char *text;
    size_t length;
    bool in_source; /**< of the student's file, not of a header */
    unsigned line;  /**< where, in the file that it is of */
};

/** Where the reading stands. */
struct tokens {
    const char *next;
    const char *source; /* the student's file as line markers name it */
    bool in_source;
    unsigned line;
};

/**
 * @brief Begins to read what `gcc -E` printed.
 * @param text   The text; borrowed.
 * @param source The file that was preprocessed, as the compiler was told.
 */
void tokens_begin(struct tokens *tokens, const char *text, const char *source);

/** @return Whether there was one more token, now in @p token. */
bool tokens_next(struct tokens *tokens, struct token *token);

/** @return Whether the token is this text. */
bool token_is(const struct token *token, const char *text);

#endif
