/*
 * The explorer's set of live blocks (explore/model/blocks.h). Work is counted
 * in looks at slots, never in time.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>

#include "explore/model/blocks.h"

enum { SLOTS = 1 << 12, MANY = 1000000, LIVE = 500 };

static struct block_set set;

static void set_make(void)
{
    set = (struct block_set){.slot_count = SLOTS};
    set.slots = calloc(SLOTS, sizeof *set.slots);
    set.blocks = calloc(SLOTS / 2, sizeof *set.blocks);
    cr_assert(set.slots && set.blocks);
}

static void set_free(void)
{
    free(set.slots);
    free(set.blocks);
}

TestSuite(blocks, .init = set_make, .fini = set_free, .timeout = 60);

static void *address(unsigned long i)
{
    return (void *)(uintptr_t)(0x7b0000000000 + 16 * i);
}

static unsigned list_length(void)
{
    unsigned length = 0;
    for (unsigned i = set.first; i; i = blocks_at(&set, i)->next)
        length++;
    return length;
}

Test(blocks, what_was_added_can_be_removed_once)
{
    cr_assert(blocks_add(&set, address(1), 8, "pc", NULL));
    cr_assert_not(blocks_remove(&set, address(2)));
    cr_assert_eq(blocks_at(&set, set.first)->pc, (const void *)"pc");
    cr_assert(blocks_remove(&set, address(1)));
    cr_assert_not(blocks_remove(&set, address(1)));
    cr_assert_eq(set.first, 0);
    cr_assert_eq(set.last, 0);
}

Test(blocks, a_block_is_in_it_once_and_null_never)
{
    cr_assert(blocks_add(&set, address(1), 8, NULL, NULL));
    cr_assert_not(blocks_add(&set, address(1), 8, NULL, NULL));
    cr_assert(blocks_add(&set, NULL, 0, NULL, NULL));
    cr_assert_eq(list_length(), 1);
}

Test(blocks, the_list_has_the_order_of_adding)
{
    for (unsigned i = 0; i < 10; i++)
        blocks_add(&set, address(i), 8, NULL, NULL);
    blocks_remove(&set, address(0));
    blocks_remove(&set, address(4));
    blocks_remove(&set, address(9));
    blocks_add(&set, address(4), 8, NULL, NULL);
    const unsigned want[] = {1, 2, 3, 5, 6, 7, 8, 4};
    unsigned at = set.first;
    for (unsigned i = 0; i < 8; i++, at = blocks_at(&set, at)->next)
        cr_assert_eq(blocks_at(&set, at)->start, address(want[i]));
    cr_assert_eq(at, 0);
    at = set.last;
    for (unsigned i = 8; i-- > 0; at = blocks_at(&set, at)->previous)
        cr_assert_eq(blocks_at(&set, at)->start, address(want[i]));
}

/* A model of one bool for each address says what must be in the set. */
Test(blocks, it_agrees_with_a_model)
{
    static bool model[1500];
    unsigned present = 0;
    uint64_t random = 1;
    for (unsigned step = 0; step < MANY / 4; step++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        unsigned i = (unsigned)(random >> 40) % 1500;
        if (model[i]) {
            cr_assert(blocks_remove(&set, address(i)));
        } else if (random >> 33 & 1) {
            cr_assert(blocks_add(&set, address(i), 8, NULL, NULL));
        } else {
            cr_assert_not(blocks_remove(&set, address(i)));
            continue;
        }
        model[i] = !model[i];
        present += model[i] ? 1u : -1u;
    }
    cr_assert_eq(list_length(), present);
    for (unsigned i = 0; i < 1500; i++)
        cr_assert_eq(blocks_remove(&set, address(i)), model[i]);
}

/* However many came and went, each costs a few looks. */
Test(blocks, the_work_is_linear_in_the_operations)
{
    for (unsigned i = 0; i < LIVE; i++)
        cr_assert(blocks_add(&set, address(i), 8, NULL, NULL));
    for (unsigned long i = LIVE; i < MANY; i++) {
        cr_assert(blocks_add(&set, address(i), 8, NULL, NULL));
        cr_assert(blocks_remove(&set, address(i - LIVE)));
    }
    cr_assert_eq(list_length(), LIVE);
    cr_assert_lt(set.looks, 10ull * MANY, "%llu looks", set.looks);
}

/* It takes no more than there is room for, and goes on after that. */
Test(blocks, a_full_set_says_so)
{
    unsigned count = 0;
    while (blocks_add(&set, address(count), 8, NULL, NULL))
        count++;
    cr_assert_eq(count, SLOTS / 2 - 1);
    cr_assert(blocks_remove(&set, address(7)));
    cr_assert(blocks_add(&set, address(count), 8, NULL, NULL));
    cr_assert_not(blocks_add(&set, address(7), 8, NULL, NULL));
}
