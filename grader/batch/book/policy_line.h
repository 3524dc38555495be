/**
 * @file policy_line.h
 * @brief A line of a policy and its words, for policy_read.c alone.
 */
#ifndef LOCKSTEP_POLICY_LINE_H
#define LOCKSTEP_POLICY_LINE_H

#include <time.h>

struct policy;

enum { WORDS_MOST = 6 /**< one more than any line has */ };

/** The line being read; the words point into the policy's copy. */
struct line {
    struct policy *policy;
    const char *name; /**< of the file */
    int number;
    char *word[WORDS_MOST];
    int count;
};

/** @brief Reports what is wrong with the line. @return EINVAL. */
int line_wrong(const struct line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** @brief Cuts a text into the line's words. @return 0 or EINVAL, reported. */
int line_cut(struct line *line, char *text);

/** @brief Reads a word as a number from 0 to @p most.
 *  @return 0 or EINVAL, reported. */
int line_number(const struct line *line, const char *word, double most,
                double *number);

/** @brief Whether there is such a lesson, where it can be known.
 *  @param lesson Its folder, or its number, which becomes that.
 *  @return 0, ENOMEM or EINVAL, reported. */
int line_lesson(const struct line *line, const char **lesson);

/** @brief Reads a word as a date. @return 0 or EINVAL, reported. */
int line_moment(const struct line *line, const char *word, time_t *moment);

#endif
