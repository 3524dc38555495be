/**
 * @file file_words.h
 * @brief The words for calls on pipes, sockets and their kin.
 */
#ifndef LOCKSTEP_FILE_WORDS_H
#define LOCKSTEP_FILE_WORDS_H

/** @return What a call does, with %s for what it acts on; NULL: it is none of
 *  these calls. @p result is that of the step. */
const char *file_phrase(const char *call, const char *result);

#endif
