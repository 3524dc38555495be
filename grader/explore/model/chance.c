/*
 * rand() and its kin.
 *
 * The one idea: the library's generator keeps its state across schedules, so a
 * second run of the same schedule would go another way. These have the same
 * contract and start afresh with every schedule.
 */
#include "explore/model/chance.h"

#include <stdlib.h>

#include "explore/ground/random.h"
#include "explore/model/calls.h"

static struct random chance;

void chance_clear(void)
{
    chance = random_seed(1);
}

static long next(void)
{
    return (long)(random_next(&chance) >> 33);
}

int __wrap_rand(void)
{
    return (int)next();
}

long __wrap_random(void)
{
    return next();
}

void __wrap_srand(unsigned seed)
{
    chance = random_seed(seed);
}

void __wrap_srandom(unsigned seed)
{
    chance = random_seed(seed);
}

long __wrap_lrand48(void)
{
    return next();
}

double __wrap_drand48(void)
{
    return (double)next() / 2147483648.0;
}

void __wrap_srand48(long seed)
{
    chance = random_seed((uint64_t)seed);
}
