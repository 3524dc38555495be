/* What each 16 bytes of the heap are; see heap_map.h. */
#include "explore/model/heap_map.h"

#include "explore/ground/pages.h"

/* As large as ThreadSanitizer's heap; where it leaves a program less than that
 * takes, as on aarch64, the part of the heap that fits. */
enum { SPAN_BITS = 40, SPAN_LESS = 4, SPAN_BITS_LEAST = 32 };

struct heap_map heap_map;

void heap_map_setup(const void *block)
{
    unsigned bits = SPAN_BITS;
    void *units = NULL;
    while (!units && bits > SPAN_BITS_LEAST) {
        units = pages_try(((uintptr_t)1 << bits) / HEAP_UNIT);
        bits -= units ? 0 : SPAN_LESS;
    }
    uintptr_t span = (uintptr_t)1 << bits;
    heap_map.units = units ? units : pages_map(span / HEAP_UNIT);
    heap_map.base = (uintptr_t)block & ~(span - 1);
    heap_map.size = span;
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
