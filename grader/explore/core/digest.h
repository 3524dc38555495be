/**
 * @file digest.h
 * @brief A number for everything that decides how a schedule can go on.
 *
 * The one idea: a state that comes again can come again for ever. Each part of
 * the explorer adds what it knows of the state, and leaves out what only counts
 * how often something happened. What can't be known leaves the digest open, and
 * an open one is equal to none.
 */
#ifndef LOCKSTEP_DIGEST_H
#define LOCKSTEP_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Of one state; begins with all zeros. */
struct digest {
    uint64_t a, b; /**< two independent sums */
    bool open;     /**< there is more to the state than was seen */
};

/** @brief Adds a word; the order counts. */
static inline void digest_word(struct digest *digest, uint64_t word)
{
    uint64_t a = (digest->a ^ word) * 0x9e3779b97f4a7c15u;
    uint64_t b = (digest->b + word) * 0xc2b2ae3d27d4eb4fu;
    digest->a = a ^ a >> 32;
    digest->b = b ^ b >> 29;
}

/** @brief Adds what a pointer points to by the number it is. */
static inline void digest_pointer(struct digest *digest, const void *pointer)
{
    digest_word(digest, (uintptr_t)pointer);
}

/** @brief Adds memory, read without a hook. */
static inline void digest_bytes(struct digest *digest, const void *start,
                                size_t size)
{
    const volatile unsigned char *byte = start;
    digest_word(digest, size);
    for (; size > 0 && (uintptr_t)byte % sizeof(uint64_t); size--)
        digest_word(digest, *byte++);
    for (; size >= sizeof(uint64_t); size -= sizeof(uint64_t)) {
        digest_word(digest, *(const volatile uint64_t *)(const void *)byte);
        byte += sizeof(uint64_t);
    }
    for (; size > 0; size--)
        digest_word(digest, *byte++);
}

/** @return Whether two states are known to be one and the same. */
static inline bool digest_same(const struct digest *one,
                               const struct digest *other)
{
    return !one->open && !other->open && one->a == other->a &&
           one->b == other->b;
}

#endif
