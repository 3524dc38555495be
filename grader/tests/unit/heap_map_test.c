/* Which bytes of the heap are nobody's (explore/model/heap_map.h). */
#include <criterion/criterion.h>

#include "explore/model/heap_map.h"

enum { ROOM = 4096 };

static _Alignas(HEAP_UNIT) char heap[ROOM];

static void setup(void)
{
    heap_map_setup(heap);
}

TestSuite(heap_map, .init = setup);

Test(heap_map, what_is_in_a_block_is_the_programs)
{
    heap_map_block(heap, 40, 48);
    cr_expect_null(heap_map_outside(heap, 40));
    cr_expect_null(heap_map_outside(heap + 39, 1));
}

Test(heap_map, the_first_byte_behind_a_block_is_told)
{
    heap_map_block(heap, 40, 48);
    cr_expect_eq(heap_map_outside(heap, 41), heap + 40);
    cr_expect_eq(heap_map_outside(heap + 40, 4), heap + 40);
    cr_expect_eq(heap_map_outside(heap + 44, 1), heap + 44, "where it begins");
}

Test(heap_map, a_block_of_whole_units_has_one_byte_behind_it)
{
    heap_map_block(heap, 32, 48);
    cr_expect_null(heap_map_outside(heap, 32));
    cr_expect_eq(heap_map_outside(heap + 16, 17), heap + 32);
    heap_map_set(heap, ROOM, 0);
    heap_map_block(heap, 32, 32);
    cr_expect_null(heap_map_outside(heap, 33), "the next block begins there");
}

Test(heap_map, what_was_set_back_is_unknown_and_allowed)
{
    heap_map_block(heap, 40, 48);
    heap_map_set(heap, 48, 0);
    cr_expect_null(heap_map_outside(heap, 48));
}

Test(heap_map, what_lies_beyond_the_map_is_allowed)
{
    const char *far = (const char *)((uintptr_t)heap ^ (uintptr_t)1 << 44);
    heap_map_block(heap, 40, 48);
    cr_expect_null(heap_map_outside(far, 400));
}
