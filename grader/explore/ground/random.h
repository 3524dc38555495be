/**
 * @file random.h
 * @brief Random numbers that are the same on every machine.
 *
 * xorshift64* (Marsaglia 2003, Vigna 2016), seeded through one round of
 * splitmix64 so that seeds 1, 2, 3 have nothing in common.
 */
#ifndef LOCKSTEP_RANDOM_H
#define LOCKSTEP_RANDOM_H

#include <stdint.h>

/** State of one sequence; never 0. */
struct random {
    uint64_t state; /**< xorshift64*'s word */
};

/** @return A sequence for @p seed. */
static inline struct random random_seed(uint64_t seed)
{
    uint64_t z = seed + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return (struct random){z ? z : 1};
}

/** @return The next 64 bits. */
static inline uint64_t random_next(struct random *random)
{
    uint64_t x = random->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return x * 0x2545f4914f6cdd1du;
}

/** @return A number below @p bound, which is not 0. */
static inline uint64_t random_below(struct random *random, uint64_t bound)
{
    __extension__ typedef unsigned __int128 wide;
    return (uint64_t)((wide)random_next(random) * bound >> 64);
}

#endif
