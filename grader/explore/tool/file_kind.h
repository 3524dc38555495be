/**
 * @file file_kind.h
 * @brief What a file is, by what is in it: names say little in a project.
 */
#ifndef LOCKSTEP_TOOL_FILE_KIND_H
#define LOCKSTEP_TOOL_FILE_KIND_H

/** The section of a program of explore-cc that holds the one to explore. */
#define EXPLORABLE_SECTION "lockstep_explorable"

/** What the tools tell apart. */
enum file_kind {
    FILE_MISSING,    /**< it can't be read */
    FILE_TEXT,       /**< anything else: the compiler will know */
    FILE_SCRIPT,     /**< begins with `#!` */
    FILE_OBJECT,     /**< relocatable code */
    FILE_LIBRARY,    /**< a shared library, or a program of the usual kind */
    FILE_ARCHIVE,    /**< made by ar */
    FILE_EXPLORABLE, /**< a program that explore-cc has linked */
};

/** @brief Looks into a file. */
enum file_kind file_kind(const char *path);

/**
 * @brief Takes the program to explore out of one of explore-cc.
 * @param to A new file, which is made to run.
 * @return 0 or an errno value.
 */
int explorable_take(const char *path, const char *to);

#endif
