/*
 * malloc and free, watched.
 *
 * The one idea: what a schedule leaves allocated (abandoned threads can't free
 * anything) is freed before the next one, so memory stays flat over any number
 * of schedules. Fresh memory is filled with a pattern: otherwise code that
 * reads it uninitialised would see what an earlier schedule left there, and no
 * replay would match the first run.
 *
 * A block is asked for with a byte to spare where it would fill its last unit
 * (heap_map.h), so behind each there is something that is nobody's.
 */
#include "explore/model/heap.h"

#include <errno.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "explore/core/digest.h"
#include "explore/core/trace.h"
#include "explore/ground/pages.h"
#include "explore/model/blocks.h"
#include "explore/model/calls.h"
#include "explore/model/doubt.h"
#include "explore/model/heap_map.h"
#include "explore/model/leak.h"
#include "explore/order/graph.h"
#include "trial/argument.h"
#include "trial/observe.h"

enum {
    SLOTS = 1 << 21, /* of the set of live blocks, which may be half as many */
    FILL = 0xbe,
    FILL_MAX = 1 << 17, /* larger blocks are pages of their own: fresh zeros */
    TOLD_MAX = 64,
    PAGE = 4096,
    LEFT_MAX = 256, /* with more, leaks are not looked for */
};

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
void *__real_reallocarray(void *, size_t, size_t);
char *__real_strdup(const char *);
char *__real_strndup(const char *, size_t);
int __real_vasprintf(char **, const char *, va_list);
int __real_posix_memalign(void **, size_t, size_t);
void *__real_aligned_alloc(size_t, size_t);
void *__real_memalign(size_t, size_t);
size_t __real_malloc_usable_size(void *);

int __sanitizer_install_malloc_and_free_hooks(
    void (*malloc_hook)(const volatile void *, size_t),
    void (*free_hook)(const volatile void *));

/* The first blocks of the schedule, freed ones included: for heap_report(). */
static struct {
    const void *start;
    size_t size;
    const void *pc;    /* where it was allocated */
    const void *freed; /* and where it was freed, in a schedule that is told */
} told[TOLD_MAX];
static unsigned told_count;

static void told_freed(const void *start, const void *pc)
{
    for (unsigned i = told_count; i-- > 0;) {
        if (told[i].start == start) {
            told[i].freed = pc;
            return;
        }
    }
}

/* Memory with a held lock in it must not go away. */
static void block_forget(const struct block *block, const char *call,
                         const void *pc)
{
    void *start = block->start;
    footprint_effect();
    if (trace_on)
        told_freed(start, pc);
    locations_drop(start, block->size);
    const struct object *busy = objects_drop(start, block->size);
    heap_map_set(start, __real_malloc_usable_size(start), HEAP_FREED);
    blocks_remove(&heap_blocks, start);
    if (busy)
        finding_misuse("frees memory with an object in it that is in use", call,
                       busy->address, pc);
}

/* Whoever allocates it, also inside the C library: it is no freed block. */
static void anyone_allocates(const volatile void *block, size_t size)
{
    heap_map_set((const void *)block, size, 0);
}

/* The library frees what the program allocated, as getline() does. */
static void anyone_frees(const volatile void *start)
{
    const struct block *block =
        schedule.active && start
            ? blocks_find(&heap_blocks, (const void *)start)
            : NULL;
    if (block)
        block_forget(block, "free", NULL);
}

/* Those are not on the map. */
static unsigned long large; /* blocks of the schedule */

static const struct block *block_with(const void *address)
{
    if (heap_map_has(address))
        return blocks_before(&heap_blocks, address, FILL_MAX);
    return large ? blocks_around(&heap_blocks, address) : NULL;
}

/* A block is called after the thread that allocated it: threads that do not
 * depend on each other may allocate in either order. */
static uintptr_t name_of(const void *address)
{
    enum { BLOCK_SHIFT = 32, THREAD_SHIFT = 53, NAMED = 63 };
    const struct block *block = block_with(address);
    if (!block || !block->thread)
        return (uintptr_t)address;
    uintptr_t offset = (uintptr_t)address - (uintptr_t)block->start;
    if (offset >> BLOCK_SHIFT || block->nth >> (THREAD_SHIFT - BLOCK_SHIFT))
        footprint_everything();
    return (uintptr_t)1 << NAMED |
           (uintptr_t)block->thread->id << THREAD_SHIFT |
           block->nth << BLOCK_SHIFT | offset;
}

void heap_setup(void)
{
    heap_blocks.slot_count = SLOTS;
    heap_blocks.slots = pages_map(SLOTS * sizeof *heap_blocks.slots);
    heap_blocks.blocks = pages_map(SLOTS / 2 * sizeof *heap_blocks.blocks);
    void *sample = __real_malloc(1);
    heap_map_setup(sample);
    __real_free(sample);
    footprint_name = name_of;
    __sanitizer_install_malloc_and_free_hooks(anyone_allocates, anyone_frees);
}

static void block_add(void *block, size_t size, const void *pc)
{
    if (!block || !blocks_add(&heap_blocks, block, size, pc, schedule.current))
        return;
    footprint_effect();
    large += size > FILL_MAX || !heap_map_has(block);
    heap_map_block(block, size, __real_malloc_usable_size(block));
    if (told_count < TOLD_MAX) {
        told[told_count].start = block;
        told[told_count].pc = pc;
        told[told_count].freed = NULL;
        told[told_count++].size = size;
    }
}

/* The allocator gives out first what was freed last, so this goes from the last
 * block to the first: the next schedule gets the same addresses. */
void heap_clear(void)
{
    while (heap_blocks.last) {
        void *start = blocks_at(&heap_blocks, heap_blocks.last)->start;
        heap_map_set(start, __real_malloc_usable_size(start), 0);
        blocks_remove(&heap_blocks, start);
        __real_free(start);
    }
    told_count = 0;
    large = 0;
    heap_blocks.zeroed = 0;
}

void heap_digest(struct digest *digest)
{
    for (unsigned i = heap_blocks.first; i;
         i = blocks_at(&heap_blocks, i)->next) {
        const struct block *block = blocks_at(&heap_blocks, i);
        digest_pointer(digest, block->start);
        digest_bytes(digest, block->start, block->size);
    }
}

void heap_leaks_find(void)
{
    static struct leftover left[LEFT_MAX];
    size_t count = 0;
    for (unsigned i = heap_blocks.first; i;
         i = blocks_at(&heap_blocks, i)->next) {
        const struct block *block = blocks_at(&heap_blocks, i);
        if (count == LEFT_MAX)
            return;
        left[count++] = (struct leftover){.start = block->start,
                                          .size = block->size,
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
        observe_address(&line, "at", told[i].pc);
        observe_address(&line, "freed", told[i].freed);
        observe_end(&line);
    }
}

static size_t padded(size_t size)
{
    return size % HEAP_UNIT == 0 && size < FILL_MAX ? size + 1 : size;
}

static void *fill(void *block, size_t from, size_t to)
{
    if (to > FILL_MAX)
        to = FILL_MAX;
    if (block && from < to)
        bytes_set((char *)block + from, FILL, to - from);
    return block;
}

/* More than ThreadSanitizer's allocator has, which would end the program. C++'s
 * `new` calls malloc(), and throws. */
enum { MOST_BITS = 40 };

/* Of so many pieces; none that overflows is small. */
static size_t product(size_t count, size_t size)
{
    size_t total;
    return __builtin_mul_overflow(count, size, &total) ? SIZE_MAX : total;
}

static bool too_large(size_t size)
{
    return size >> MOST_BITS != 0;
}

/* @return Whether the call gets no memory: no machine has as much, or, of a
 *         student's, the adversary's choice. */
static bool memory_fails(const char *call, size_t size, const void *pc)
{
    if (!schedule.active || !(too_large(size) || (code_is_students(pc) &&
                                                  call_fails(call, NULL, pc))))
        return false;
    errno = ENOMEM;
    return true;
}

void *__wrap_malloc(size_t size)
{
    if (memory_fails("malloc", size, CALLER))
        return NULL;
    if (!schedule.active)
        return __real_malloc(size);
    void *block = __real_malloc(padded(size));
    block_add(block, size, CALLER);
    return fill(block, 0, size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    const size_t total = product(count, size);
    if (memory_fails("calloc", total, CALLER))
        return NULL;
    if (!schedule.active)
        return __real_calloc(count, size);
    void *block = __real_calloc(1, padded(total));
    block_add(block, total, CALLER);
    doubts_plant(block, total, CALLER, blocks_zeroed(&heap_blocks, block));
    return block;
}

static void *resize(void *start, size_t size, const char *call, const void *pc)
{
    if (size > 0 && memory_fails(call, size, pc))
        return NULL;
    const struct block *block = start ? blocks_find(&heap_blocks, start) : NULL;
    size_t before = block   ? block->size
                    : start ? __real_malloc_usable_size(start)
                            : 0;
    if (block)
        block_forget(block, call, pc);
    void *after = __real_realloc(start, size ? padded(size) : 0);
    if (after)
        block_add(after, size, pc);
    else if (block && size > 0)
        block_add(start, before, pc);
    return fill(after, before, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return schedule.active ? resize(block, size, "realloc", CALLER)
                           : __real_realloc(block, size);
}

void *__wrap_reallocarray(void *block, size_t count, size_t size)
{
    if (!schedule.active)
        return __real_reallocarray(block, count, size);
    return resize(block, product(count, size), "reallocarray", CALLER);
}

/* ThreadSanitizer sees what strndup() does. */
char *__wrap_strdup(const char *text)
{
    argument_text_read(text, CALLER);
    if (memory_fails("strdup", 0, CALLER))
        return NULL;
    char *copy = __real_strdup(text);
    if (schedule.active && copy)
        block_add(copy, argument_text_length(copy, CALLER) + 1, CALLER);
    return copy;
}

char *__wrap_strndup(const char *text, size_t most)
{
    if (memory_fails("strndup", 0, CALLER))
        return NULL;
    char *copy = __real_strndup(text, most);
    if (schedule.active && copy)
        block_add(copy, argument_text_length(copy, CALLER) + 1, CALLER);
    return copy;
}

/* ThreadSanitizer sees what these do, too. */
static int text_made(char **text, const char *format, va_list list,
                     const char *call, const void *pc)
{
    if (memory_fails(call, 0, pc))
        return -1;
    int length = __real_vasprintf(text, format, list);
    if (schedule.active && length >= 0)
        block_add(*text, (size_t)length + 1, pc);
    return length;
}

int __wrap_vasprintf(char **text, const char *format, va_list list)
{
    return text_made(text, format, list, "vasprintf", CALLER);
}

int __wrap_asprintf(char **text, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = text_made(text, format, list, "asprintf", CALLER);
    va_end(list);
    return length;
}

void __wrap_free(void *start)
{
    const struct block *block =
        schedule.active && start ? blocks_find(&heap_blocks, start) : NULL;
    if (block)
        block_forget(block, "free", CALLER);
    else if (schedule.active && start && __real_malloc_usable_size(start) == 0)
        finding_misuse("frees what is not allocated, or no longer", "free",
                       start, CALLER);
    __real_free(start);
}

/* Old names, which have no say in how the size is rounded. */
static void *aligned(size_t alignment, size_t size, const char *call,
                     const void *pc)
{
    if (memory_fails(call, size, pc))
        return NULL;
    void *block = __real_memalign(alignment, padded(size));
    if (!schedule.active)
        return block;
    block_add(block, size, pc);
    return fill(block, 0, size);
}

void *__wrap_memalign(size_t alignment, size_t size)
{
    return aligned(alignment, size, "memalign", CALLER);
}

void *__wrap_valloc(size_t size)
{
    return aligned(PAGE, size, "valloc", CALLER);
}

void *__wrap_pvalloc(size_t size)
{
    return aligned(PAGE, (size + PAGE - 1) / PAGE * PAGE, "pvalloc", CALLER);
}

int __wrap_posix_memalign(void **block, size_t alignment, size_t size)
{
    if (!schedule.active)
        return __real_posix_memalign(block, alignment, size);
    if (memory_fails("posix_memalign", size, CALLER))
        return ENOMEM;
    void *made;
    int error = __real_posix_memalign(&made, alignment, padded(size));
    if (error)
        return error;
    block_add(made, size, CALLER);
    fill(made, 0, size);
    ARGUMENT_FILLED(block);
    *block = made;
    return 0;
}

/* The size must stay a multiple of the alignment. */
void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    if (memory_fails("aligned_alloc", size, CALLER))
        return NULL;
    if (!schedule.active)
        return __real_aligned_alloc(alignment, size);
    bool spare = size % HEAP_UNIT == 0 && alignment < FILL_MAX - size;
    void *block =
        __real_aligned_alloc(alignment, spare ? size + alignment : size);
    block_add(block, size, CALLER);
    return fill(block, 0, size);
}

/* What may be used is what was asked for. */
size_t __wrap_malloc_usable_size(void *start)
{
    const struct block *block =
        schedule.active && start ? blocks_find(&heap_blocks, start) : NULL;
    return block ? block->size : __real_malloc_usable_size(start);
}
