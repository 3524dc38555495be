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
    unsigned long threads;     /**< stress: no round after so many; 0: any */
    unsigned long schedules;   /**< explore: budget in schedules; 0: default */
    unsigned seconds;          /**< explore: for the search; 0: any */
    const char *strategy;      /**< explore: only this one; NULL: all */
    const char *replay;        /**< explore: schedule id to replay, or NULL */
    const char *follow;        /**< explore: what to follow, or NULL */
    bool play;                 /**< explore: the player chooses the schedule */
    bool game;                 /**< explore: all that a player may come to */
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
 * @brief The running thread writes or reads what the kit keeps of a trial.
 *
 * The trial's outcome depends on the order, so the explorer must not overlook
 * another one. It orders nothing; but who reads knows that what was done before
 * a write is over: no load sees what was old by then.
 * @param books Where it is kept.
 * @param write Whether it is written.
 */
void engine_notes(const void *books, bool write);

/** @brief The code at @p pc leaves the program by @p call, which is a finding
 *  unless a program leaves with 0. */
_Noreturn void engine_exit(const char *call, int status, const void *pc);

/** Room for the value of any atomic object that compilers have hooks for. */
__extension__ typedef unsigned __int128 uint128_t;

/** An atomic operation that is about to happen. */
struct atomic_call {
    const char *call;             /**< as findings call it: "atomic load" */
    const volatile void *address; /**< of the object */
    const void *pc;               /**< where the code that does it is */
    const void *expected; /**< compare-exchange: the value it wants; or NULL */
    unsigned size;        /**< in bytes, up to 16 */
    bool reads;           /**< its result depends on the value */
    bool writes;          /**< it may change it */
    bool weak;            /**< compare-exchange: it may fail for no reason */
    int order;            /**< its memory order, as compilers number them */
    int fail;             /**< ... if a compare-exchange does not write */
    uint128_t operand;    /**< what it writes, or changes the value by */
};

/** How it is to be done. */
struct atomic_turn {
    bool told;       /**< engine_atomic_done() is to be called after it */
    bool older;      /**< not in memory: it sees #value, and what it writes
                          stays behind what is there */
    bool fails;      /**< it must fail, for no reason */
    int order;       /**< by which ThreadSanitizer is to judge it */
    int fail;        /**< ... if it does not write */
    uint128_t value; /**< what it sees, if it is #older */
};

/** @brief Reports an atomic operation. @return How it is to be done.
 *  Called by the thread that does it; it may return much later. */
struct atomic_turn engine_atomic(const struct atomic_call *call);

/** @brief Reports that it was a compare-exchange that failed: it only read.
 * Call it before engine_atomic_done(). */
void engine_atomic_failed(const volatile void *address);

/** @brief Reports its result: whether the value is as it was, which no store
 *  leaves it, and the value that it saw last or wrote. */
void engine_atomic_done(const volatile void *address, bool same,
                        uint128_t value, const void *pc);

/**
 * @brief Looks at one of the engine's clocks, on behalf of the code at @p pc.
 * @return Whether there is such a clock.
 */
bool engine_clock(clockid_t clock, struct timespec *now, const void *pc);

#endif
