/**
 * @file evidence.h
 * @brief What one probe left behind, and how findings are written from it.
 *
 * A finding is a JSON object, as it stands in the record:
 * `kind`, `title`, `places[]` of (`thread`, `does`, `file`, `line`, `source`),
 * `notes[]` of text, and `raw`, the file with the unabridged report.
 */
#ifndef LOCKSTEP_EVIDENCE_H
#define LOCKSTEP_EVIDENCE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/spawn.h"
#include "judge/base/settings.h"
#include "judge/find/tsan_log.h"
#include "judge/symbols/symbols.h"

/** Everything is borrowed but `findings`, which is being filled. */
struct evidence {
    const struct settings *settings;
    const char *trial;
    const char *engine;
    const char *nonce;
    const char *must_reach; /**< what some schedule must reach, or NULL */
    bool own_program;       /**< owes no receipt: the user's own program */
    bool addresses;         /**< steps of a trace have them, too */
    const char *raw;        /**< where ThreadSanitizer's log is kept */
    struct symbols *symbols;
    const json_t *observations; /**< array of objects */
    const struct tsan_log *log;
    const struct spawn_result *run;
    bool memory_short; /**< meanwhile the system killed processes for memory */
    json_t *findings;  /**< array of findings */
    json_t *names;     /**< of addresses, as found so far; owned, or NULL */
};

/** @brief Writes a finding for each race that ThreadSanitizer reported. One
 *  thread at a time may call this and the following ones. */
void races_find(struct evidence *evidence);

/** @brief Writes what was found about threads that can't go on. */
void hangs_find(struct evidence *evidence);

/** @brief Writes what the trials expected and did not see. */
void failures_find(struct evidence *evidence);

/** @return What a program left behind at its end and may leave there, as an
 *  array of findings that are none; owned by the caller. */
json_t *notes_make(const struct evidence *evidence);

/** @brief Writes why a probe ended before its time. */
void endings_find(struct evidence *evidence);

/** @return What @p told, of a program that is blocked in a call without a
 * model, says: which thread, which call, which line; as a JSON string. */
json_t *blocked_tell(const struct evidence *evidence, const json_t *told);

/** @return What about the machine ended a probe in which nothing was found yet,
 *  and what to do about it, as text for people; NULL if nothing did. */
const char *endings_excuse(const struct evidence *evidence);

/**
 * @brief Appends a finding.
 * @return The finding, borrowed, to add places and notes to.
 */
json_t *finding_add(struct evidence *evidence, const char *kind,
                    const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * @brief Adds a place to a finding.
 * @param pc   An address in the probe.
 * @param does What the thread does there: it writes, or it holds `a` since.
 */
void finding_place(struct evidence *evidence, json_t *finding,
                   const char *thread, const char *does, uint64_t pc);

/** @brief Adds the place @p place, already looked up. */
void finding_at(const struct evidence *evidence, json_t *finding,
                const char *thread, const char *does,
                const struct place *place);

/** @brief Adds a line of text to a finding. */
void finding_note(json_t *finding, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * @brief The frame of a stack that a student should look at: the innermost in
 *        the student's file, else in the lesson's grader, else the innermost.
 * @return Its address, or 0 for an empty stack.
 */
uint64_t evidence_frame(struct evidence *evidence,
                        const struct report_stack *stack);

/** @return Whether all of @p stack is the kit's, at work for nobody. */
bool evidence_is_kits(struct evidence *evidence,
                      const struct report_stack *stack);

/** @brief Names the object at @p address, as people call it: by the trial's
 *  name for it, as a variable, or as a last resort by the stack that it is on
 *  or its address.
 *  @return Whether it has a name. */
bool evidence_object(struct evidence *evidence, uint64_t address, char *name,
                     size_t size);

/** @brief Writes the name in backticks, or where the object is if it has no
 * name. */
void object_quote(struct evidence *evidence, uint64_t address, char *text,
                  size_t size);

/** @brief Names the block that begins at @p start as a whole, for a sentence:
 *  "a `struct node`". */
void block_quote(struct evidence *evidence, uint64_t start, char *text,
                 size_t size);

/** @return Whether the explorer saw the block around @p address freed by the
 *  call that returns to @p pc, or is at it. */
bool block_freed_at(const struct evidence *evidence, uint64_t address,
                    uint64_t pc);

/** @brief Whether a file holds trials: one that lies in
 *  `grader/lessons/NN_slug/` itself. Further in are answers. */
bool file_has_trials(const char *file);

/** @brief Reads the text of a line, without the white space around it; empty
 *  if there is none, or if it is in a file that is neither the student's nor
 *  the kit's: a probe can claim to have been anywhere. */
void place_source(const struct evidence *evidence, const struct place *place,
                  char *text, size_t size);

/** @return The first observation of a kind, borrowed, or NULL. */
const json_t *evidence_observation(const struct evidence *evidence,
                                   const char *kind);

/** @return The address that a member holds as "0x...", or 0. */
uint64_t json_address(const json_t *object, const char *key);

/** @return The address that a JSON string "0x..." holds, or 0. */
uint64_t address_of(const json_t *string);

/** @return The text of a member, or "" without it; borrowed. */
const char *json_text(const json_t *object, const char *key);

/** @return The integer of a member, or 0 without it. */
json_int_t json_number(const json_t *object, const char *key);

#endif
