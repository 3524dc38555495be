/* What ThreadSanitizer is told of an access (trial/accesses.h). */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "trial/accesses.h"

enum { SIZE = 32, MOST = 2 };

static _Alignas(8) char object[SIZE];
static unsigned told[SIZE];      /* how often, of each byte */
static unsigned words[SIZE / 8]; /* accesses, of each word */
static bool writes, crosses;

/* They stand in for ThreadSanitizer's. */
#define HOOK(kind, width, write)                                               \
    void __tsan_##kind##width##_pc(void *address, void *pc);                   \
    void __tsan_##kind##width##_pc(void *address, void *pc)                    \
    {                                                                          \
        size_t at = (size_t)((char *)address - object);                        \
        (void)pc;                                                              \
        for (size_t i = 0; i < (width); i++)                                   \
            told[at + i]++;                                                    \
        words[at / 8]++;                                                       \
        writes = (write);                                                      \
        crosses |= at % 8 + (width) > 8;                                       \
    }

HOOK(read, 1, false)
HOOK(read, 2, false)
HOOK(read, 4, false)
HOOK(read, 8, false)
HOOK(write, 1, true)
HOOK(write, 2, true)
HOOK(write, 4, true)
HOOK(write, 8, true)

static void tell(size_t from, size_t size, bool write)
{
    memset(told, 0, sizeof told);
    memset(words, 0, sizeof words);
    crosses = false;
    accesses_tell(object + from, size, write, NULL);
}

Test(accesses, all_bytes_and_no_others_are_told)
{
    for (size_t from = 0; from < 8; from++)
        for (size_t size = 1; from + size <= SIZE; size++) {
            tell(from, size, true);
            for (size_t i = 0; i < SIZE; i++)
                cr_assert_eq(told[i] > 0, i >= from && i < from + size,
                             "byte %zu of %zu from %zu", i, size, from);
            cr_assert(writes && !crosses);
        }
}

Test(accesses, a_word_is_told_in_two_at_most)
{
    for (size_t from = 0; from < 8; from++)
        for (size_t size = 1; from + size <= SIZE; size++) {
            tell(from, size, false);
            for (size_t i = 0; i < SIZE / 8; i++)
                cr_assert_leq(words[i], MOST, "%zu from %zu", size, from);
            cr_assert(!writes && !crosses);
        }
}
