/*
 * rand() and its kin, and random bytes from the system.
 *
 * The one idea: the library's generator keeps its state across schedules, so a
 * second run of the same schedule would go another way; and the system's is
 * another on each machine. These have the same contract and start afresh with
 * every schedule.
 */
#include "explore/model/chance.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/types.h>

#include "explore/core/digest.h"
#include "explore/ground/random.h"
#include "explore/model/calls.h"

ssize_t __real_getrandom(void *, size_t, unsigned);
int __real_getentropy(void *, size_t);

static struct random chance;
static struct random entropy; /* the system's, which no program seeds */

void chance_clear(void)
{
    chance = random_seed(1);
    entropy = random_seed(2);
}

void chance_digest(struct digest *digest)
{
    digest_word(digest, chance.state);
    digest_word(digest, entropy.state);
}

/* Who draws, or seeds, changes what others draw. */
static uint64_t draw(struct random *from)
{
    footprint_touch(from, sizeof *from, true);
    return random_next(from);
}

static void seed_with(uint64_t seed)
{
    footprint_touch(&chance, sizeof chance, true);
    chance = random_seed(seed);
}

static long next(void)
{
    return (long)(draw(&chance) >> 33);
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
    seed_with(seed);
}

void __wrap_srandom(unsigned seed)
{
    seed_with(seed);
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
    seed_with((uint64_t)seed);
}

long __wrap_mrand48(void)
{
    return (int32_t)(draw(&chance) >> 32);
}

static void entropy_fill(void *room, size_t size, const void *pc)
{
    volatile unsigned char *byte = room;
    argument_tell(room, size, true, pc);
    footprint_touch(&entropy, sizeof entropy, true);
    while (size-- > 0)
        *byte++ = (unsigned char)(random_next(&entropy) >> 56);
}

ssize_t __wrap_getrandom(void *room, size_t size, unsigned flags)
{
    if (!schedule.active)
        return __real_getrandom(room, size, flags);
    entropy_fill(room, size, CALLER);
    return (ssize_t)size;
}

int __wrap_getentropy(void *room, size_t size)
{
    enum { ENTROPY_MAX = 256 };
    if (!schedule.active)
        return __real_getentropy(room, size);
    if (size > ENTROPY_MAX) {
        errno = EIO;
        return -1;
    }
    entropy_fill(room, size, CALLER);
    return 0;
}

/* Not in every C library, so there may be no other to go to. */
void __wrap_arc4random_buf(void *room, size_t size)
{
    entropy_fill(room, size, CALLER);
}

uint32_t __wrap_arc4random(void)
{
    return (uint32_t)(draw(&entropy) >> 32);
}

uint32_t __wrap_arc4random_uniform(uint32_t bound)
{
    return bound ? __wrap_arc4random() % bound : 0;
}
