/*
 * The set of live blocks; see blocks.h.
 *
 * The one idea: open addressing, and a removal leaves no tombstone: blocks
 * behind the hole that belong before it move up. So the length of a search
 * depends on the blocks that are there, not on those that were.
 */
#include "explore/model/blocks.h"

#include <stdint.h>

#include "explore/core/thread.h"
#include "explore/model/heap_map.h"

struct block_set heap_blocks;

static unsigned home_of(const struct block_set *set, const void *start)
{
    uint64_t hash = ((uintptr_t)start >> 4) * 0x9e3779b97f4a7c15u;
    return (unsigned)(hash >> 32) & (set->slot_count - 1);
}

/* @return The slot with the block, or the empty one where it would go. */
static unsigned slot_find(struct block_set *set, const void *start)
{
    unsigned i = home_of(set, start);
    while (set->looks++,
           set->slots[i] && set->blocks[set->slots[i]].start != start)
        i = (i + 1) & (set->slot_count - 1);
    return i;
}

/* A hole in the slots ends every search that reaches it. */
static void slot_close(struct block_set *set, unsigned hole)
{
    const unsigned mask = set->slot_count - 1;
    for (unsigned i = (hole + 1) & mask; set->slots[i]; i = (i + 1) & mask) {
        set->looks++;
        unsigned home = home_of(set, set->blocks[set->slots[i]].start);
        if (((i - home) & mask) < ((i - hole) & mask))
            continue;
        set->slots[hole] = set->slots[i];
        hole = i;
    }
    set->slots[hole] = 0;
}

/* @return The number of an unused block; 0 if there is none. */
static unsigned block_take(struct block_set *set)
{
    unsigned number = set->vacant;
    if (number)
        set->vacant = set->blocks[number].next;
    else if (set->fresh + 1 < set->slot_count / 2)
        number = ++set->fresh;
    return number;
}

const struct block *blocks_find(struct block_set *set, const void *start)
{
    unsigned number = set->slots[slot_find(set, start)];
    return number ? &set->blocks[number] : NULL;
}

bool blocks_add(struct block_set *set, void *start, size_t size, const void *pc,
                struct thread *thread)
{
    if (!start)
        return true;
    unsigned slot = slot_find(set, start);
    unsigned number = set->slots[slot] ? 0 : block_take(set);
    if (!number)
        return false;
    set->slots[slot] = number;
    set->blocks[number] = (struct block){.start = start,
                                         .size = size,
                                         .pc = pc,
                                         .thread = thread,
                                         .nth = thread ? ++thread->blocks : 0,
                                         .previous = set->last};
    if (set->last)
        set->blocks[set->last].next = number;
    else
        set->first = number;
    set->last = number;
    return true;
}

const struct block *blocks_before(struct block_set *set, const void *address,
                                  size_t reach)
{
    uintptr_t at = (uintptr_t)address / HEAP_UNIT * HEAP_UNIT;
    for (uintptr_t i = 0; i <= reach && heap_map_has((void *)at);
         i += HEAP_UNIT, at -= HEAP_UNIT) {
        const struct block *block = blocks_find(set, (void *)at);
        if (block)
            return block;
    }
    return NULL;
}

unsigned long blocks_zeroed(struct block_set *set, const void *start)
{
    unsigned number = start ? set->slots[slot_find(set, start)] : 0;
    return number ? set->blocks[number].zeroed = ++set->zeroed : 0;
}

bool blocks_remove(struct block_set *set, const void *start)
{
    unsigned slot = slot_find(set, start), number = set->slots[slot];
    if (!number)
        return false;
    slot_close(set, slot);
    struct block *block = &set->blocks[number];
    if (block->next)
        set->blocks[block->next].previous = block->previous;
    else
        set->last = block->previous;
    if (block->previous)
        set->blocks[block->previous].next = block->next;
    else
        set->first = block->next;
    block->next = set->vacant;
    set->vacant = number;
    return true;
}

const struct block *blocks_around(const struct block_set *set,
                                  const void *address)
{
    for (unsigned i = set->last; i; i = blocks_at(set, i)->previous) {
        const struct block *block = blocks_at(set, i);
        if ((uintptr_t)address - (uintptr_t)block->start < block->size)
            return block;
    }
    return NULL;
}

bool blocks_hold(const struct block_set *set, const void *address)
{
    return blocks_around(set, address);
}
