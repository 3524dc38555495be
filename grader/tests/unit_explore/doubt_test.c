/* Objects in memory from calloc() that nobody may have initialised
 * (explore/model/doubt.h). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "explore/model/blocks.h"
#include "explore/model/doubt.h"
#include "explore/model/heap_map.h"

enum { SLOTS = 64, SIZE = 100, OBJECT = 40, AT = 32 };

static _Alignas(HEAP_UNIT) char heap[1024];
static const char calls[2];

/* A block of the program's, from calloc() or not. */
static char *block(unsigned nth, bool zeroed)
{
    char *start = heap + nth * 128;
    heap_map_block(start, SIZE, 112);
    blocks_add(&heap_blocks, start, SIZE, &calls[0], NULL);
    if (zeroed)
        blocks_zeroed(&heap_blocks, start);
    return start;
}

static void setup(void)
{
    heap_map_setup(heap);
    heap_blocks = (struct block_set){.slot_count = SLOTS};
    heap_blocks.slots = calloc(SLOTS, sizeof *heap_blocks.slots);
    heap_blocks.blocks = calloc(SLOTS / 2, sizeof *heap_blocks.blocks);
    cr_assert(heap_blocks.slots && heap_blocks.blocks);
}

TestSuite(doubt, .init = setup);

/* The schedule once more: what calloc() gives has something else in it. */
static void again(char *start, unsigned long nth)
{
    doubts_try();
    memset(start, 0, SIZE);
    doubts_plant(start, SIZE, &calls[0], nth);
}

Test(doubt, what_is_still_there_was_never_initialised)
{
    char *start = block(0, true);
    cr_expect_not(doubt_note(start + AT, OBJECT), "nobody knows yet");
    cr_expect(doubts_left());
    again(start, 1);
    cr_expect_eq(start[AT - 1], 0);
    cr_expect_neq(start[AT], 0);
    cr_expect_neq(start[AT + OBJECT - 1], 0);
    cr_expect_eq(start[AT + OBJECT], 0, "the object's bytes alone");
    doubt_confirm(start + AT);
    cr_expect(doubts_settle());
    cr_expect(doubt_note(start + AT, OBJECT), "known from now on");
    cr_expect_not(doubts_left());
}

Test(doubt, what_was_assigned_is_trusted)
{
    char *start = block(0, true);
    doubt_note(start + AT, OBJECT);
    again(start, 1);
    memset(start + AT, 0, OBJECT);
    cr_expect_not(doubts_settle(), "no call found what was planted");
    cr_expect_not(doubt_note(start + AT, OBJECT));
    cr_expect_not(doubts_left(), "each is tried once");
    again(start, 1);
    cr_expect_eq(start[AT], 0);
    doubt_confirm(start + AT);
    cr_expect_not(doubts_settle(), "and not again in a trial of others");
}

Test(doubt, only_blocks_from_calloc_are_in_doubt)
{
    char *start = block(0, false);
    cr_expect_not(doubt_note(start + AT, OBJECT));
    cr_expect_not(doubt_note(&heap_blocks, OBJECT), "no block at all");
    cr_expect_not(doubts_left());
}

Test(doubt, one_that_is_longer_than_its_block_is_none)
{
    char *start = block(0, true);
    doubt_note(start + AT, SIZE);
    cr_expect_not(doubts_left());
}

Test(doubt, another_block_of_the_same_call_is_another)
{
    char *first = block(0, true), *second = block(1, true);
    doubt_note(second + AT, OBJECT);
    again(first, 1);
    cr_expect_eq(first[AT], 0);
    again(second, 2);
    cr_expect_neq(second[AT], 0);
    doubts_plant(first, SIZE, &calls[1], 2);
    cr_expect_eq(first[AT], 0, "nor one of another call");
    doubt_confirm(first + AT);
    cr_expect_not(doubts_settle());
}

Test(doubt, nothing_is_planted_or_confirmed_in_other_schedules)
{
    char *start = block(0, true);
    doubt_note(start + AT, OBJECT);
    doubts_plant(start, SIZE, &calls[0], 1);
    cr_expect_eq(start[AT], 0);
    doubt_confirm(start + AT);
    cr_expect(doubts_left(), "still open");
}
