/**
 * @file engine.h
 * @brief What an engine gives the probe, besides the functions of trial.h.
 *
 * A probe is linked with exactly one engine: `grader/stress` or
 * `grader/explore`. The probe's main (probe.c) reads the request, hands the
 * trial to the engine, then plants the canary and writes the receipt.
 */
#ifndef LOCKSTEP_ENGINE_H
#define LOCKSTEP_ENGINE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "trial/trial.h"

/** What the judge asked a probe to do. */
struct probe_request {
    const struct trial *trial; /**< the trial to run; borrowed */
    uint64_t seed;             /**< all randomness of the run comes from it */
    unsigned rounds;           /**< stress: rounds to run, never 0 */
    unsigned long schedules;   /**< explore: budget in schedules; 0: default */
    const char *replay;        /**< explore: schedule id to replay, or NULL */
    const char *follow;        /**< explore: what to follow, or NULL */
    bool play;                 /**< explore: the player chooses the schedule */
};

/** The engine's name, "stress" or "explore", as records show it. */
extern const char *const engine_name;

/**
 * @brief Runs the trial and observes what happens (see observe.h).
 * @param request What to run; borrowed.
 * @return true if every round or schedule ran to its end; false when a
 *         finding already ended the run. A hang or a student's exit() ends the
 *         process from inside, after it was observed.
 * Called once, by the main thread of the probe.
 */
bool engine_run(const struct probe_request *request);

/**
 * @brief Reports an access that no compiler has instrumented.
 * @param address What is accessed: the student's memory, or what stands for the
 *                library's own.
 * @param size    In bytes.
 * @param write   Whether it is written.
 * @param pc      Where the code responsible for it is.
 * Called right before the access, by the thread that makes it.
 */
void engine_access(void *address, size_t size, bool write, const void *pc);

/**
 * @brief Reports that an atomic operation is about to happen.
 * @param call   What it is called in findings: "atomic load".
 * @param size   In bytes.
 * @param writes Whether it may change the value.
 * @param order  Its memory order, as compilers number them.
 * @param pc     Where the code that does it is.
 * @return Whether engine_atomic_done() is to be called after it.
 * Called by the thread that does it; it may return much later.
 */
bool engine_atomic(const char *call, const volatile void *address,
                   unsigned size, bool writes, int order, const void *pc);

/** @return The memory order by which ThreadSanitizer is to judge an atomic load
 *  or store of @p order: a stronger one where the program has fences. */
int engine_order(int order, bool store);

/**
 * @brief engine_atomic() for a weak compare-exchange.
 * @param expected Where the value is that it needs at @p address.
 * @param fails    Set: it must fail, for no reason.
 */
bool engine_atomic_weak(const volatile void *address, const void *expected,
                        unsigned size, int order, bool *fails, const void *pc);

/** @brief Reports that it was a compare-exchange that failed: it only read.
 * Call it before engine_atomic_done(). */
void engine_atomic_failed(const volatile void *address);

/** @brief Reports its result: whether the value is as it was, which no store
 *  leaves it, and the value (of 16 bytes, the lower half). */
void engine_atomic_done(const volatile void *address, bool same, uint64_t value,
                        const void *pc);

/**
 * @brief Looks at one of the engine's clocks, on behalf of the code at @p pc.
 * @return Whether there is such a clock.
 */
bool engine_clock(clockid_t clock, struct timespec *now, const void *pc);

#endif
