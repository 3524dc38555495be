/*
 * malloc and free, watched.
 *
 * The one idea: what a schedule leaves allocated (abandoned threads can't free
 * anything) is freed before the next one, so memory stays flat over any number
 * of schedules. Fresh memory is filled with a pattern: otherwise code that
 * reads it uninitialised would see what an earlier schedule left there, and no
 * replay would match the first run.
 */
#include "explore/model/heap.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "explore/ground/pages.h"
#include "explore/model/blocks.h"
#include "explore/model/calls.h"
#include "explore/model/leak.h"
#include "trial/argument.h"
#include "trial/observe.h"

enum {
    SLOTS = 1 << 21, /* of the set of live blocks, which may be half as many */
    FILL = 0xbe,
    FILL_MAX = 1 << 17, /* larger blocks are pages of their own: fresh zeros */
    TOLD_MAX = 64,
    LEFT_MAX = 256, /* with more, leaks are not looked for */
};

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
void *__real_reallocarray(void *, size_t, size_t);
char *__real_strdup(const char *);
char *__real_strndup(const char *, size_t);
int __real_posix_memalign(void **, size_t, size_t);
void *__real_aligned_alloc(size_t, size_t);

static struct block_set live = {.slot_count = SLOTS};

/* The first blocks of the schedule, freed ones included: for heap_report(). */
static struct {
    const void *start;
    size_t size;
} told[TOLD_MAX];
static unsigned told_count;

void heap_setup(void)
{
    live.slots = pages_map(SLOTS * sizeof *live.slots);
    live.blocks = pages_map(SLOTS / 2 * sizeof *live.blocks);
}

static void block_add(void *block, const void *pc)
{
    if (!block || !blocks_add(&live, block, pc, schedule.current))
        return;
    if (told_count < TOLD_MAX) {
        told[told_count].start = block;
        told[told_count++].size = malloc_usable_size(block);
    }
}

static bool block_remove(void *block)
{
    return blocks_remove(&live, block);
}

/* The allocator gives out first what was freed last, so this goes from the last
 * block to the first: the next schedule gets the same addresses. */
void heap_clear(void)
{
    while (live.last) {
        void *start = blocks_at(&live, live.last)->start;
        blocks_remove(&live, start);
        __real_free(start);
    }
    told_count = 0;
}

void heap_leaks_find(void)
{
    static struct leftover left[LEFT_MAX];
    size_t count = 0;
    for (unsigned i = live.first; i; i = blocks_at(&live, i)->next) {
        const struct block *block = blocks_at(&live, i);
        if (count == LEFT_MAX)
            return;
        left[count++] =
            (struct leftover){.start = block->start,
                              .size = malloc_usable_size(block->start),
                              .pc = block->pc,
                              .thread = block->thread};
    }
    if (count > 0)
        leaks_find(left, count);
}

void heap_report(void)
{
    static struct observation line;
    for (unsigned i = told_count; i-- > 0;) { /* of two at a place, the later */
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

/* Memory with a held lock in it must not go away. */
static void locks_check(const void *block, const char *call, const void *pc)
{
    const struct object *busy =
        objects_drop(block, malloc_usable_size((void *)block));
    if (busy)
        finding_misuse("frees memory with an object in it that is in use", call,
                       busy->address, pc);
}

static void *resize(void *block, size_t size, const char *call, const void *pc)
{
    size_t before = 0;
    if (block && block_remove(block)) {
        before = malloc_usable_size(block);
        locks_check(block, call, pc);
    }
    void *after = __real_realloc(block, size);
    if (after)
        block_add(after, pc);
    else if (size > 0)
        block_add(block, pc);
    return fill(after, before, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return schedule.active ? resize(block, size, "realloc", CALLER)
                           : __real_realloc(block, size);
}

/* If the product overflows, the library's own function says so. */
void *__wrap_reallocarray(void *block, size_t count, size_t size)
{
    size_t total;
    if (!schedule.active || __builtin_mul_overflow(count, size, &total))
        return __real_reallocarray(block, count, size);
    return resize(block, total, "reallocarray", CALLER);
}

/* ThreadSanitizer sees what strndup() does. */
char *__wrap_strdup(const char *text)
{
    argument_text_read(text, CALLER);
    char *copy = __real_strdup(text);
    if (schedule.active)
        block_add(copy, CALLER);
    return copy;
}

char *__wrap_strndup(const char *text, size_t most)
{
    char *copy = __real_strndup(text, most);
    if (schedule.active)
        block_add(copy, CALLER);
    return copy;
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
    if (!schedule.active)
        return __real_posix_memalign(block, alignment, size);
    void *made;
    int error = __real_posix_memalign(&made, alignment, size);
    if (error)
        return error;
    block_add(made, CALLER);
    fill(made, 0, size);
    ARGUMENT_WRITTEN(block);
    *block = made;
    return 0;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = __real_aligned_alloc(alignment, size);
    if (!schedule.active)
        return block;
    block_add(block, CALLER);
    return fill(block, 0, size);
}
