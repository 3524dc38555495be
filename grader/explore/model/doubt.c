/* Objects in memory from calloc(); see doubt.h. */
#include "explore/model/doubt.h"

#include "explore/core/object.h"
#include "explore/model/blocks.h"

enum {
    DOUBTS_MAX = 64, /* later ones are not looked at */
    REACH = 1024,    /* how far into a block an object may lie */
    PLANTED = 0xbe,
};

enum state { OPEN, TRUSTED, EMPTY };

/* All schedules' doubts, each settled once. The caller of calloc() may be the
 * same for all blocks, so which of them it is counts. */
static struct doubt {
    const void *pc; /* of the calloc() */
    size_t size;    /* of its block */
    size_t offset;  /* of the object in it ... */
    size_t bytes;   /* ... and its size */
    unsigned long nth;
    enum state state;
} doubts[DOUBTS_MAX];
static unsigned count;
static bool trying, confirmed;

static const struct block *block_around(const void *object)
{
    const struct block *block = blocks_before(&heap_blocks, object, REACH);
    return block && block->zeroed ? block : NULL;
}

static struct doubt *doubt_at(const struct block *block, const void *object)
{
    size_t offset = (size_t)((const char *)object - (const char *)block->start);
    for (unsigned i = 0; i < count; i++)
        if (doubts[i].pc == block->pc && doubts[i].size == block->size &&
            doubts[i].offset == offset && doubts[i].nth == block->zeroed)
            return &doubts[i];
    return NULL;
}

bool doubt_note(const void *object, size_t size)
{
    const struct block *block = size ? block_around(object) : NULL;
    if (!block)
        return false;
    size_t offset = (size_t)((const char *)object - (const char *)block->start);
    const struct doubt *known = doubt_at(block, object);
    if (known || trying || count == DOUBTS_MAX || offset + size > block->size)
        return known && known->state == EMPTY;
    doubts[count++] = (struct doubt){.pc = block->pc,
                                     .size = block->size,
                                     .offset = offset,
                                     .bytes = size,
                                     .nth = block->zeroed};
    return false;
}

void doubt_confirm(const void *object)
{
    const struct block *block = trying ? block_around(object) : NULL;
    struct doubt *doubt = block ? doubt_at(block, object) : NULL;
    if (!doubt || doubt->state != OPEN)
        return;
    doubt->state = EMPTY;
    confirmed = true;
}

bool doubts_left(void)
{
    return count > 0 && doubts[count - 1].state == OPEN;
}

void doubts_try(void)
{
    trying = true;
    confirmed = false;
}

bool doubts_settle(void)
{
    for (unsigned i = 0; i < count; i++)
        if (doubts[i].state == OPEN)
            doubts[i].state = TRUSTED;
    trying = false;
    return confirmed;
}

void doubts_plant(void *start, size_t size, const void *pc, unsigned long nth)
{
    for (unsigned i = 0; trying && start && i < count; i++) {
        const struct doubt *doubt = &doubts[i];
        if (doubt->state == OPEN && doubt->nth == nth && doubt->pc == pc &&
            doubt->size == size)
            bytes_set((char *)start + doubt->offset, PLANTED, doubt->bytes);
    }
}
