/**
 * @file similar_parts.h
 * @brief The parts of the search for similar submissions.
 *
 * A lesson's works are written to a folder of their own as `0.c`, `1.c`, …,
 * without what the skeleton gave them; sim_c compares those files and reports
 * the runs of tokens that two of them share. One thread at a time.
 */
#ifndef LOCKSTEP_SIMILAR_PARTS_H
#define LOCKSTEP_SIMILAR_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    /** Shortest run of tokens that counts, of the skeleton's and of another
     *  work's; see docs/formats.md for how these were chosen. */
    SIMILAR_RUN = 16,
    /** A pair is reported from this share on: percent of either work's own
     *  tokens that are in the other. */
    SIMILAR_PERCENT = 70,
    /** Fewer own tokens in common are no evidence: there are few ways to write
     *  so little. */
    SIMILAR_LEAST = 60,
    /** A work with more partners than this wrote what many write. */
    SIMILAR_USUAL = 10,
    /** Most works of a lesson that are compared each with each; it takes some
     *  seconds. More are compared with all others at once. */
    SIMILAR_EXACT = 600,
    /** Most pairs of a lesson that are reported. */
    SIMILAR_PAIRS = 500,
};

/** One distinct work of a lesson. */
struct work {
    const char *source;     /**< SHA-256; borrowed */
    const json_t *students; /**< who handed it in; borrowed */
    size_t tokens;          /**< of its own, what the skeleton gave left out */
    size_t partners;        /**< pairs that it is in */
    bool in;                /**< it is compared; its file is in the folder */
    bool told;              /**< it is in something that is reported */
};

/** The works of one lesson. Their texts are on the disk alone. */
struct works {
    const char *lesson;
    struct work *work;
    size_t count;
    char *skeleton;     /**< the texts that every student was given */
    const char *out;    /**< OUT; works as handed in are in its sources/ */
    const char *folder; /**< works without what the skeleton gave them */
    bool exact;
};

/** A run of tokens that two works share. */
struct run {
    unsigned a, b;                       /**< works */
    unsigned a_from, a_to, b_from, b_to; /**< lines */
    unsigned tokens;
};

/** All that sim_c reported. */
struct runs {
    struct run *run;
    size_t count, room;
};

/** @brief Blanks comments in a C text, in place; lines stay where they are. */
void similar_uncomment(char *text);

/** @brief Blanks the lines from @p from to @p to (the first is 1). */
void similar_blank(char *text, size_t from, size_t to);

/** @return A work's text as it was handed in, owned by the caller; or NULL. */
char *similar_source(const struct works *works, const struct work *work);

/** @return Percent of the lines of @p a's own that are in @p b letter for
 *  letter, comments included, ignoring blanks and what the skeleton has. */
int similar_lines(const struct works *works, const struct work *a,
                  const struct work *b);

/**
 * @brief Runs sim_c over the files in the works' folder.
 * @param skeleton Compare with `skeleton.c` alone, not with each other.
 * @param runs Gets what it reported; free(runs->run).
 * @return 0, ENOENT (no sim_c here), ETIME (it took too long) or another errno
 *         value.
 */
int similar_run(struct works *works, bool skeleton, struct runs *runs);

/** @brief The pairs that resemble each other, best first, as docs/formats.md
 *  has them. @return An array, owned by the caller; NULL without memory. */
json_t *similar_pairs(struct works *works, struct runs *runs);

/**
 * @brief Compares the works of a lesson.
 * @param sources SHA-256 to an array of students.
 * @param folder  Empty or left by an earlier call; for files on the way.
 * @param told    Set to what was found, from `works` on as docs/formats.md has
 *                it, owned by the caller; NULL on error.
 * @return 0 or an errno value, as similar_run().
 */
int similar_lesson(const char *lesson, const json_t *sources, const char *out,
                   const char *folder, json_t **told);

#endif
