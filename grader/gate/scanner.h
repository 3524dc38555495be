/**
 * @file scanner.h
 * @brief The lines of a source as the compilers see them.
 */
#ifndef LOCKSTEP_GATE_SCANNER_H
#define LOCKSTEP_GATE_SCANNER_H

#include <stdbool.h>
#include <stddef.h>

/** How far the reading has got. */
struct scanner {
    const char *next;
    const char *end;
    unsigned line;
    bool doubtful; /* compilers disagree about what was read last */
};

/** What two compilers read differently. */
enum doubt {
    DOUBT_NONE,
    DOUBT_BREAK, /**< where the line, or a comment in it, ends */
    DOUBT_ANGLE, /**< whether a `<` begins the name of a header */
};

/** A line without its comments, its literals whole. Begin with all members 0;
 *  `text` must be freed in the end. */
struct logical {
    char *text;
    size_t length, room;
    unsigned line;    /**< where it begins */
    unsigned last;    /**< where it ends */
    enum doubt doubt; /**< whether it can be read in two ways */
    bool raw;         /**< there is a raw string in it */
    bool escaped;     /**< a string in it holds a backslash */
    bool spread;      /**< a comment in it goes on in the next line */
};

/**
 * @brief Begins to read a file as its author wrote it.
 * @param text Borrowed; @p length its size in bytes.
 */
void scanner_begin(struct scanner *scanner, const char *text, size_t length);

/**
 * @brief Reads the next line, with those that a comment or a backslash joins
 *        to it.
 * @return false: there was none left.
 * One thread only; ends the program if memory runs out.
 */
bool line_scan(struct scanner *scanner, struct logical *logical);

#endif
