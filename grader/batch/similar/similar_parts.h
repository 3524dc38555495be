/**
 * @file similar_parts.h
 * @brief The parts of the search for similar submissions. One thread at a time.
 */
#ifndef LOCKSTEP_SIMILAR_PARTS_H
#define LOCKSTEP_SIMILAR_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/similar/prints.h"

/** docs/formats.md says how these were chosen. */
enum {
    /** A work with fewer fingerprints of its own (60 tokens or so) is no
     *  evidence: there are few ways to write so little. */
    SIMILAR_OWN = 20,
    /** Rare fingerprints that a pair has in common, at least. */
    SIMILAR_LEAST = 12,
    /** Percent of the rare fingerprints of the work that has fewer. */
    SIMILAR_RARE = 70,
    /** Percent of all own fingerprints of the work that has fewer. */
    SIMILAR_PERCENT = 60,
    /** What so many write is no evidence: a fingerprint is rare in this part of
     *  the works, or in as many as these at least and at most. */
    SIMILAR_PART = 8,
    SIMILAR_FEW = 5,   /**< at least */
    SIMILAR_MANY = 10, /**< at most */
    /** Most groups of a lesson that are told. */
    SIMILAR_GROUPS = 50,
    /** Bytes of a file that is compared. */
    SIMILAR_LARGEST = 128 * 1024,
};

/** One distinct work of a lesson. */
struct work {
    const char *source;     /**< SHA-256; borrowed */
    const json_t *students; /**< who handed it in; borrowed */
    bool earlier;           /**< not now */
    bool in;                /**< it is compared */
    uint64_t shape;         /**< its tokens, see prints.h */
    size_t twin;            /**< the first work of that shape: itself, mostly */
    size_t twins;           /**< of the first: how many there are */
    size_t first, count;    /**< of the first: its part of the hashes */
    size_t rare;            /**< how many of those are rare */
    size_t above;           /**< the way to its group's root */
};

/** The works of one lesson. */
struct works {
    struct work *work;
    size_t count, room;
    uint64_t *hash; /**< own fingerprints, work by work, sorted in each */
    size_t hashes, hash_room;
};

/** Two works that resemble each other. */
struct pair {
    size_t a, b;
    int percent; /**< of the own fingerprints of the one that has fewer */
};

/** @brief Adds a work with its own fingerprints, sorted; the works now come
 *  before the earlier ones. @param work Without what is found out here.
 *  @return 0 or ENOMEM. */
int works_add(struct works *works, struct work work,
              const struct prints *prints);

/**
 * @brief Finds the groups: a pair is told only if it joins two parts of a
 *        group, so that each work stands beside the one that it resembles most.
 * @param pairs Set to the pairs told, best first; owned by the caller.
 * @param usual Set to how many works are of a shape that many wrote.
 * @return 0 or ENOMEM.
 */
int works_pair(struct works *works, struct pair **pairs, size_t *count,
               size_t *usual);

/** @return The work that stands for the group of a work. */
size_t works_root(struct works *works, size_t work);

/** @brief Frees what works_add() made. */
void works_free(struct works *works);

/**
 * @brief Compares the works of a lesson.
 * @param now     SHA-256 to an array of students.
 * @param earlier Likewise, for what was handed in before.
 * @param told    Set to the document, owned by the caller; NULL on error.
 * @return 0 or an errno value.
 */
int similar_lesson(const char *lesson, const json_t *now, const json_t *earlier,
                   const char *out, json_t **told);

#endif
