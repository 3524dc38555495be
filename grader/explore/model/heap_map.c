/* What each 16 bytes of the heap are; see heap_map.h. */
#include "explore/model/heap_map.h"

#include "explore/ground/pages.h"

static const uintptr_t SPAN = (uintptr_t)1 << 40;

struct heap_map heap_map;

void heap_map_setup(const void *block)
{
    heap_map.units = pages_map(SPAN / HEAP_UNIT);
    heap_map.base = (uintptr_t)block & ~(SPAN - 1);
    heap_map.size = SPAN;
}

/* Volatile: no compiler makes memset() of it, which ThreadSanitizer sees. */
static volatile unsigned char *unit_of(const void *address)
{
    return &heap_map.units[((uintptr_t)address - heap_map.base) / HEAP_UNIT];
}

void heap_map_block(const void *start, size_t size, size_t room)
{
    if (!heap_map_has(start))
        return;
    volatile unsigned char *unit = unit_of(start);
    for (size_t i = 0; i < size / HEAP_UNIT; i++)
        *unit++ = 0;
    size_t rest = size % HEAP_UNIT;
    if (rest || room > size)
        *unit = (unsigned char)(HEAP_UNIT - rest);
}

void heap_map_set(const void *start, size_t size, unsigned state)
{
    if (!heap_map_has(start))
        return;
    volatile unsigned char *unit = unit_of(start);
    for (size_t i = 0; i <= (size ? size - 1 : 0) / HEAP_UNIT; i++)
        *unit++ = (unsigned char)state;
}

const void *heap_map_outside(const void *start, size_t size)
{
    const char *at = start, *end = at + size;
    while (at < end && heap_map_has(at)) {
        unsigned slack = *unit_of(at) & HEAP_SLACK;
        const char *next = at + (HEAP_UNIT - (uintptr_t)at % HEAP_UNIT);
        const char *limit = next - slack;
        if (limit < end && limit < next)
            return at > limit ? at : limit;
        at = next;
    }
    return NULL;
}
