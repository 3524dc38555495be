/*
 * malloc and free, watched.
 *
 * The one idea: what a schedule leaves allocated (abandoned threads can't free
 * anything) is freed before the next one, so memory stays flat over any number
 * of schedules. Fresh memory is filled with a pattern: otherwise code that
 * reads it uninitialised would see what an earlier schedule left there, and no
 * replay would be like the first run.
 */
#include "explore/model/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

#include "explore/ground/pages.h"
#include "explore/model/calls.h"
#include "explore/model/leak.h"
#include "trial/observe.h"

enum {
    BLOCKS_MAX = 1 << 20,
    FILL = 0xbe,
    FILL_MAX = 1 << 16,
    TOLD_MAX = 64,
    LEFT_MAX = 256, /* with more, leaks are not looked for */
};

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
int __real_posix_memalign(void **, size_t, size_t);
void *__real_aligned_alloc(size_t, size_t);

/* A hash set of live blocks: open addressing, GONE where one was removed. Who
 * allocated the block in a slot, and where, stands beside it. */
static void **blocks;
static struct origin {
    const void *pc;
    const struct thread *thread;
} * origins;
static unsigned *used; /* the slots that hold something, in order */
static unsigned used_count;

#define GONE ((void *)1)

/* The first blocks of the schedule, freed ones included: for heap_report(). */
static struct {
    const void *start;
    size_t size;
} told[TOLD_MAX];
static unsigned told_count;

void heap_setup(void)
{
    blocks = pages_map(BLOCKS_MAX * sizeof *blocks);
    origins = pages_map(BLOCKS_MAX * sizeof *origins);
    used = pages_map(BLOCKS_MAX * sizeof *used);
}

static unsigned slot_find(const void *block)
{
    uint64_t hash = ((uintptr_t)block >> 4) * 0x9e3779b97f4a7c15u;
    unsigned i = (unsigned)(hash >> 40) & (BLOCKS_MAX - 1);
    while (blocks[i] && blocks[i] != block)
        i = (i + 1) & (BLOCKS_MAX - 1);
    return i;
}

static void block_add(void *block, const void *pc)
{
    if (!block || used_count > BLOCKS_MAX / 4 * 3)
        return;
    unsigned i = slot_find(block);
    if (!blocks[i])
        used[used_count++] = i;
    blocks[i] = block;
    origins[i] = (struct origin){pc, schedule.current};
    if (told_count < TOLD_MAX) {
        told[told_count].start = block;
        told[told_count++].size = malloc_usable_size(block);
    }
}

static bool block_remove(void *block)
{
    unsigned i = slot_find(block);
    if (!blocks[i])
        return false;
    blocks[i] = GONE;
    return true;
}

void heap_clear(void)
{
    while (used_count > 0) {
        unsigned i = used[--used_count];
        if (blocks[i] != GONE)
            __real_free(blocks[i]);
        blocks[i] = NULL;
    }
    told_count = 0;
}

void heap_leaks_find(void)
{
    static struct leftover left[LEFT_MAX];
    size_t count = 0;
    for (unsigned i = 0; i < used_count; i++) {
        unsigned slot = used[i];
        if (blocks[slot] == GONE)
            continue;
        if (count == LEFT_MAX)
            return;
        left[count++] =
            (struct leftover){.start = blocks[slot],
                              .size = malloc_usable_size(blocks[slot]),
                              .pc = origins[slot].pc,
                              .thread = origins[slot].thread};
    }
    if (count > 0)
        leaks_find(left, count);
}

void heap_report(void)
{
    static struct observation line;
    for (unsigned i = told_count; i-- > 0;) { /* of two in a place, the later */
        observe_begin(&line, "block");
        observe_address(&line, "object", told[i].start);
        observe_number(&line, "size", (long long)told[i].size);
        observe_end(&line);
    }
}

static void *fill(void *block, size_t from, size_t to)
{
    if (to > FILL_MAX)
        to = FILL_MAX;
    if (block && from < to)
        bytes_set((char *)block + from, FILL, to - from);
    return block;
}

void *__wrap_malloc(size_t size)
{
    void *block = __real_malloc(size);
    if (!schedule.active)
        return block;
    block_add(block, CALLER);
    return fill(block, 0, size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = __real_calloc(count, size);
    if (schedule.active)
        block_add(block, CALLER);
    return block;
}

/* Memory with a lock in it that someone holds must not go away. */
static void locks_check(const void *block, const char *call, const void *pc)
{
    const struct object *busy =
        objects_drop(block, malloc_usable_size((void *)block));
    if (busy)
        finding_misuse("frees memory with an object in it that is in use", call,
                       busy->address, pc);
}

void *__wrap_realloc(void *block, size_t size)
{
    if (!schedule.active)
        return __real_realloc(block, size);
    size_t before = 0;
    if (block && block_remove(block)) {
        before = malloc_usable_size(block);
        locks_check(block, "realloc", CALLER);
    }
    void *after = __real_realloc(block, size);
    if (after)
        block_add(after, CALLER);
    else if (size > 0)
        block_add(block, CALLER);
    return fill(after, before, size);
}

void __wrap_free(void *block)
{
    if (schedule.active && block && block_remove(block))
        locks_check(block, "free", CALLER);
    else if (schedule.active && block && malloc_usable_size(block) == 0)
        finding_misuse("frees what is not allocated, or no longer", "free",
                       block, CALLER);
    __real_free(block);
}

int __wrap_posix_memalign(void **block, size_t alignment, size_t size)
{
    int error = __real_posix_memalign(block, alignment, size);
    if (!error && schedule.active) {
        block_add(*block, CALLER);
        fill(*block, 0, size);
    }
    return error;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = __real_aligned_alloc(alignment, size);
    if (!schedule.active)
        return block;
    block_add(block, CALLER);
    return fill(block, 0, size);
}
