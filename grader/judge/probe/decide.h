/**
 * @file decide.h
 * @brief One run of a probe, and what it shows.
 */
#ifndef LOCKSTEP_DECIDE_H
#define LOCKSTEP_DECIDE_H

#include "judge/find/evidence.h"
#include "judge/probe/probe_run.h"

/** One engine's run of the trial, its parts owned. */
struct run {
    struct evidence evidence;
    struct spawn_request request;
    struct spawn_result spawned;
    struct tsan_log log;
    json_t *observations;
    json_t *stands;     /**< where a busy probe's threads stood */
    const char *excuse; /**< why the machine is at fault, or NULL */
    void (*on_line)(const char *line); /**< of the job, or NULL */
    char nonce[33];
};

/** @return Whether the probe ended by itself, and without its first word. */
bool run_is_mute(const struct run *run);

/**
 * @brief Finds what went wrong, from all that came back.
 * @return The verdict, a constant: pass, fail, invalid, integrity, or skipped
 *         if the explorer could not run the code. Findings are added to the
 *         evidence; run->excuse is set if the machine is at fault.
 */
const char *run_decide(struct run *run, const struct probe_job *job);

#endif
