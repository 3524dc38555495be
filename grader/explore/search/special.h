/**
 * @file special.h
 * @brief When a randomised strategy plays a spurious wakeup or the like.
 */
#ifndef LOCKSTEP_SPECIAL_H
#define LOCKSTEP_SPECIAL_H

#include "explore/core/schedule.h"
#include "explore/ground/random.h"

/** How eager one schedule is for such moves: once in 1 << rate points where
 *  there is one, or never. */
struct eagerness {
    unsigned rate; /**< of the shift */
};

/** @brief Draws how eager the coming schedule is. */
static inline struct eagerness eagerness_draw(struct random *random)
{
    static const unsigned rates[] = {63, 1, 3, 5};
    return (struct eagerness){rates[random_below(random, 4)]};
}

/**
 * @brief Perhaps takes a move other than the normal ones.
 * @return Its index, or -1: choose among the normal moves, which come first.
 */
static inline int special_perhaps(const struct choice *choice,
                                  struct eagerness eagerness,
                                  struct random *random)
{
    unsigned normal = 0;
    while (normal < choice->count &&
           choice->moves[normal].outcome == OUTCOME_NORMAL)
        normal++;
    if (normal == choice->count)
        return -1;
    unsigned others = choice->count - normal;
    if (normal > 0 && random_next(random) >> (64 - eagerness.rate) != 0)
        return -1;
    return (int)(normal + random_below(random, others));
}

#endif
