/* Accesses to memory that is nobody's; see margin.h. */
#include "explore/model/margin.h"

#include <stdint.h>

#include "explore/core/finding.h"
#include "explore/core/schedule.h"
#include "explore/model/blocks.h"
#include "explore/model/heap_map.h"

enum { MAP_REACH = 1 << 17 }; /* the largest block on the map */

/* The block that an access missed: which end is nearer? */
static const struct block *block_missed(const char *outside, bool *before)
{
    const char *unit = (const char *)((uintptr_t)outside & -HEAP_UNIT);
    const struct block *block = blocks_before(&heap_blocks, outside, MAP_REACH);
    const struct block *next = blocks_before(&heap_blocks, unit + HEAP_UNIT, 0);
    *before = false;
    if (!block || !next || next->start != unit + HEAP_UNIT)
        return block;
    const char *end = (const char *)block->start + block->size;
    *before = (const char *)next->start - outside < outside - end;
    return *before ? next : block;
}

static _Noreturn void beside(const struct op *op)
{
    static const char *const texts[2][2] = {
        {"reads past the end of a block", "writes past the end of a block"},
        {"reads before the beginning of a block",
         "writes before the beginning of a block"}};
    bool before;
    const struct block *block = block_missed(op->address, &before);
    finding_beside(op, texts[before][op->writes], block ? block->size : 0,
                   block ? block->pc : NULL, block ? block->thread : NULL);
}

static _Noreturn void gone(const struct op *op)
{
    finding_beside(op,
                   op->writes
                       ? "writes to a variable of a thread that has ended"
                       : "reads a variable of a thread that has ended",
                   0, NULL, NULL);
}

void margin_check(const void *address, size_t size, bool write, const void *pc)
{
    if (!schedule.active)
        return;
    const void *outside = heap_map_outside(address, size);
    const bool late = size > 0 && stack_is_gone(address);
    if (!outside && !late)
        return;
    const struct op op = {.call = write ? "writes" : "reads",
                          .address = outside ? outside : address,
                          .pc = pc,
                          .size = (unsigned)size,
                          .writes = write};
    if (late)
        gone(&op);
    beside(&op);
}
