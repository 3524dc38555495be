/**
 * @file heap_map.h
 * @brief What each 16 bytes of the student's heap are.
 *
 * The one idea: a byte for each 16 of the heap says how many of them, at their
 * end, belong to no block. It is 0 for most, so that an access costs one look.
 * ThreadSanitizer's allocator aligns blocks at 16 bytes and keeps those of up
 * to 128 KiB in one terabyte of addresses; larger ones are not on the map, nor
 * are those far off where a machine has no room for a map of all that.
 * What the map does not know is never held against anybody.
 */
#ifndef LOCKSTEP_HEAP_MAP_H
#define LOCKSTEP_HEAP_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HEAP_UNIT = 16,
    HEAP_SLACK = 0x1f, /**< mask: bytes at the end that no block has */
    HEAP_FREED = 0x80, /**< of a block that the student's code freed */
};

/** What is known of a heap. */
struct heap_map {
    uintptr_t base;       /**< the first address */
    uintptr_t size;       /**< of the heap in bytes; 0: there is no map yet */
    unsigned char *units; /**< a byte for each HEAP_UNIT bytes */
};

/** The map; zeros until heap_map_setup(). */
extern struct heap_map heap_map;

/** @brief Maps the heap that @p block is in. Call it once. */
void heap_map_setup(const void *block);

/** @return Whether the map has the address. */
static inline bool heap_map_has(const void *address)
{
    return (uintptr_t)address - heap_map.base < heap_map.size;
}

/** @return What is known of the address; 0 if that is nothing special. */
static inline unsigned heap_map_at(const void *address)
{
    uintptr_t offset = (uintptr_t)address - heap_map.base;
    return offset < heap_map.size ? heap_map.units[offset / HEAP_UNIT] : 0;
}

/** @return Whether an access of at most HEAP_UNIT bytes at @p address, all in
 *  one unit, is not all in a block. */
static inline bool heap_map_doubts(const void *address, size_t size)
{
    unsigned slack = heap_map_at(address) & HEAP_SLACK;
    return slack && (uintptr_t)address % HEAP_UNIT + size > HEAP_UNIT - slack;
}

/**
 * @brief A block begins.
 * @param size Bytes that are its owner's; the rest of the last unit is
 * nobody's.
 * @param room Bytes that the allocator gave; more than @p size if it is padded.
 *             Then a unit that begins right behind it is nobody's, too.
 */
void heap_map_block(const void *start, size_t size, size_t room);

/** @brief All of these bytes are HEAP_FREED, or 0: nothing is known of them. */
void heap_map_set(const void *start, size_t size, unsigned state);

/** @return The first of these bytes that belongs to no block, as far as the map
 *  knows, or NULL. */
const void *heap_map_outside(const void *start, size_t size);

#endif
