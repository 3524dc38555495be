/**
 * @file game.h
 * @brief All that a player of a trial can come to: states, and moves between.
 *
 * The one idea: a schedule is determined by its moves, so a state is reached by
 * running all of them again; and where two orders of moves lead to the same
 * state, what can follow is the same, so it is a state once. A player is asked
 * only where the answer matters: a step that no other thread can notice is
 * taken at once.
 *
 * States with few preemptions come first. What there is no room for is left
 * out, and each move that would lead there is known as such.
 */
#ifndef LOCKSTEP_GAME_H
#define LOCKSTEP_GAME_H

#include "explore/core/digest.h"
#include "explore/search/search.h"

/** Room for a game; the rest is cut. State 0 is none. */
enum {
    GAME_STATES = 1 << 13,
    GAME_MOVES = 1 << 15,
    GAME_STEPS = 1 << 19,
    GAME_WAITS = 1 << 15,
    GAME_COSTS = 64
};

/** A move that is possible in a state. */
struct game_move {
    uint32_t from;    /**< the state */
    uint32_t to;      /**< the state it leads to; 0: it was cut */
    uint32_t word;    /**< what game_words called it */
    uint32_t steps;   /**< the first of its steps, in game.steps */
    uint32_t count;   /**< of them */
    uint32_t later;   /**< the next one that is not tried yet, or 0 */
    uint32_t message; /**< atomics: what it sees, by its name (choices.h) */
    uint16_t thread;  /**< whose, by its id */
    uint16_t outcome; /**< how the operation comes out */
    uint16_t cost;    /**< preemptions on the way to it and with it */
};

/** A point at which the player is asked, or the end of a schedule. */
struct game_state {
    struct digest digest;
    uint32_t by;    /**< the move that led there first */
    uint32_t moves; /**< the first of its moves, in game.moves */
    uint32_t waits; /**< the first of its threads that wait, in game.waits */
    uint16_t move_count; /**< of its moves */
    uint16_t wait_count; /**< of those threads */
    uint32_t end;        /**< what game_words called the end; 0: it is none */
};

/** What the strategy asks of who keeps words for what it meets: each is a
 *  number from 1, the same for the same thing. Called while every thread is
 *  suspended. */
struct game_words {
    /** A step of the trace, by its place; 0: it is not to be shown. */
    uint32_t (*step)(unsigned at);
    /** What @p thread is about to do, as it comes out; @p waits: it can't. */
    uint32_t (*move)(const struct thread *thread, enum outcome outcome,
                     bool waits);
    /** How the schedule ended. */
    uint32_t (*end)(void);
};

/** The game of one trial. Move 0 leads to its first state. */
struct game {
    struct game_state *states;
    struct game_move *moves;
    uint32_t *steps; /**< of all moves, one after the other */
    uint32_t *waits; /**< of all states */
    uint32_t state_count, move_count, step_count, wait_count;
    bool failed; /**< some end is a finding */
    bool whole;  /**< nothing was cut */
};

/** The one. */
extern struct game game;

/** Whether two ways never lead to one state, as if each were the only one: what
 *  a game must not differ from. For a test; few games fit then. */
extern bool game_apart;

/**
 * @brief Plays @p search's trial, in every way there is room for.
 * @param due Whether two accesses that race and are due at once end a schedule.
 */
void game_grow(const struct search *search, const struct game_words *words,
               bool due);

/** @return Whether anything went wrong in the schedule that ended; a race only
 *  if it ended it. */
bool game_lost(void);

#endif
