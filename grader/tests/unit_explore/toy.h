/**
 * @file toy.h
 * @brief A made-up world for the explorer's parts: threads that are words.
 *
 * A thread is a text of operations, each a letter and what it acts on:
 *
 * | operation | what it does |
 * |---|---|
 * | `..` | a step that touches nothing shared |
 * | `rx`, `wx` | reads, writes x |
 * | `la`, `ua` | locks, unlocks a |
 * | `sx`, `cx` | sets, clears the flag x |
 * | `?x` | ends the thread unless x is set |
 * | `@x` | spins, offering its turn, until x is set |
 * | `+x` | spins and counts, until x is set or it has counted to TALLY |
 * | `~x` | backs off, until it ran undisturbed for SOLO_NEED steps |
 * | `^x` | comes to x and leaves it again, until it was alone there |
 * | `tx` | waits until x is set, or runs out of time |
 * | `fx`, `f.` | sets the flag x, or does nothing; unless it fails |
 * | `kx` | sets the flag x if it is clear; else it only reads it |
 * | `j1` | waits for the end of thread 1 |
 * | `!x` | fails an assertion, named x |
 *
 * Threads run on the explorer's own fibers and points, so what is tried is
 * what runs in a probe; only the calls are made up.
 */
#ifndef LOCKSTEP_TESTS_TOY_H
#define LOCKSTEP_TESTS_TOY_H

#include <stdbool.h>

#include "explore/core/schedule.h"

enum {
    TOY_THREADS = 8,
    TRAIL_MAX = 1 << 16,
    TRAIL_KEPT = 64,
    SOLO_NEED = 20,
    TALLY = 20000
};

/** A program; thread 0 has the first turn, the others begin with a step. */
struct toy {
    const char *threads[TOY_THREADS]; /**< up to the first NULL */
    struct limits limits;             /**< steps 0: as many as one likes */
};

/** A toy of these threads, without an adversary. */
#define TOY(...) ((struct toy){.threads = {__VA_ARGS__}})

/** A step of a run. */
struct toy_step {
    unsigned thread;      /**< whose it was */
    const char *word;     /**< what it did; "": the thread began */
    enum outcome outcome; /**< how that came out */
    bool writes;          /**< others may see it */
    bool vain;            /**< it spun, and must look again */
};

/** What the last run did. */
struct toy_run {
    char trail[TRAIL_MAX];   /**< a digit for each step: whose it was */
    unsigned length;         /**< of the trail */
    char writes[TRAIL_KEPT]; /**< the same, of writes alone */
    unsigned write_count;    /**< of them */
    struct toy_step steps[TRAIL_KEPT]; /**< the first of them */
    unsigned step_count;               /**< of steps */
    unsigned timeouts;                 /**< operations that ran out of time */
    unsigned decisions;                /**< asked of the strategy */
    bool out_of_range; /**< the strategy chose what there was not */
};

/** Of the last run. */
extern struct toy_run toy_run;

/** @brief Prepares the explorer's parts. Call it once in a test. */
void toy_setup(void);

/** @brief Runs one schedule; see also ::schedule and ::finding. */
void toy_play(const struct toy *toy, const struct strategy *strategy);

/** A set of trails, each with the preemptions that it needs. */
struct trails {
    char (*all)[TRAIL_KEPT]; /**< the first #count are set */
    unsigned *preemptions;   /**< of each */
    unsigned count;          /**< of them */
    unsigned room;           /**< for so many */
};

/** @brief Adds a trail. @return Whether it is new. */
bool trails_add(struct trails *trails, const char *trail, unsigned preemptions);

/**
 * @brief Finds every trail of a program of `..`, `r`, `w`, `l` and `u`, by
 *        recursion over states: no part of the explorer takes part.
 * A trail that ends with threads that wait for locks for ever counts, too.
 */
void trails_of(const struct toy *toy, struct trails *trails);

/** @return How many trails need at most so many preemptions. */
unsigned trails_within(const struct trails *trails, unsigned preemptions);

#endif
