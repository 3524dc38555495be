/**
 * @file probe_run.h
 * @brief Runs one probe and turns what it left behind into findings.
 */
#ifndef LOCKSTEP_PROBE_RUN_H
#define LOCKSTEP_PROBE_RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

#include "judge/base/settings.h"

/** One run of a probe; everything is borrowed. */
struct probe_job {
    const struct settings *settings; /**< of the whole grading; borrowed */
    const char *engine;              /**< "stress" or "explore" */
    const char *program;             /**< the probe's file */
    const char *trial;               /**< the trial's name */
    const char *must_reach; /**< what some schedule must reach, or NULL */
    const char *raw;        /**< where ThreadSanitizer's log is kept */
    char *const *arguments; /**< further ones, ending with NULL; may be NULL */
    bool addresses; /**< the steps of a trace have their `address`, too */
    /** The user's own program, not a submission: it takes no --trial and
     *  --nonce, and owes neither receipt nor canary. */
    bool own_program;
    bool input; /**< it has this process's standard input, or none */
    /** Called with each whole line that the probe observed, or NULL. */
    void (*on_line)(const char *line);
    /** Called some 50 times a second; true kills the probe. Or NULL. */
    bool (*on_turn)(pid_t pid);
};

/**
 * @brief Runs the probe.
 * @param findings An array that findings are appended to.
 * @return The run as an object, owned by the caller: the engine's figures,
 *         `engine`, `verdict` ("pass", "fail", "skipped" when the engine can't
 *         model the code, "integrity", "invalid"), `seconds`, `output`,
 *         `certificate` (explorer, nothing found), `trace` (explorer, with a
 *         finding), `outputs` and `printed` (explorer, nothing found, a
 *         program of one's own that prints other things in other schedules:
 *         see explore/tell/outputs.h), `input`, `options` (explorer, play),
 *         `game` (explorer, as in find/game.h),
 *         `unmodelled` and `error`.
 * Not safe for two threads at once.
 */
json_t *probe_run(const struct probe_job *job, json_t *findings);

#endif
