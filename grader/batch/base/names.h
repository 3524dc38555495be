/**
 * @file names.h
 * @brief Names of people and files, compared and made safe.
 *
 * Every text returned is owned by the caller and NULL without memory. Any
 * thread may call these functions.
 */
#ifndef LOCKSTEP_NAMES_H
#define LOCKSTEP_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { NAME_ID_MOST = 64 /**< bytes of an identifier */ };

/**
 * @brief A file's name as valid UTF-8.
 * @param raw     Bytes as the file system or an archive has them. If they are
 *                UTF-8 they stay as they are.
 * @param charset What they are otherwise ("CP437" in a zip, "WINDOWS-1252").
 */
char *name_utf8(const char *raw, const char *charset);

/** @brief Copies the beginning of a text, as much as fits, without cutting a
 *  letter in two. */
void name_copy(char *to, size_t room, const char *from, size_t length);

/**
 * @brief What is left of a name when case, accents, punctuation and the width
 *        of letters do not count: words with one space between.
 *
 * "LEE,  José-María" becomes "lee jose maria". Letters of every script stay.
 */
char *name_folded(const char *name);

/** @brief The words of name_folded(), sorted: the order of first and last name
 *  does not count either. */
char *name_sorted(const char *name);

/** @brief The words of name_folded() without the spaces. */
char *name_joined(const char *name);

/**
 * @brief An identifier of [a-z0-9_] made from a name, safe as a file's name on
 *        any system; at most NAME_ID_MOST bytes, "" if nothing of the name can
 *        be written so.
 */
char *name_id(const char *name);

/** @brief Whether Windows reserves a name: con, nul, com1, ... */
bool name_is_reserved(const char *id);

#endif
