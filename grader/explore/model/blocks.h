/**
 * @file blocks.h
 * @brief The set of the heap's live blocks.
 *
 * Adding, finding and removing take a constant number of looks on average,
 * however many blocks came and went before: the hash table has no tombstones.
 * The blocks are in a list, in the order in which they were added.
 *
 * Nothing here allocates or may be called by two threads at once.
 */
#ifndef LOCKSTEP_BLOCKS_H
#define LOCKSTEP_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

struct thread;

/** One block, and who allocated it where. */
struct block {
    void *start;
    size_t size;
    const void *pc;
    const struct thread *thread;
    unsigned long nth;       /**< of its thread's, from 1 */
    unsigned long zeroed;    /**< the how manieth of calloc(); 0: of none */
    unsigned next, previous; /**< in the list; 0: none */
};

/** A set; begins all zero but for its arrays, which must hold zeros. */
struct block_set {
    unsigned *slots;          /**< a power of two of them: numbers of blocks */
    struct block *blocks;     /**< half as many; the first is none */
    unsigned slot_count;      /**< how many slots */
    unsigned first, last;     /**< of the list; 0: none */
    unsigned vacant;          /**< a list of removed blocks, by their next */
    unsigned fresh;           /**< how many blocks were ever used */
    unsigned long long looks; /**< at slots, since the set was made */
    unsigned long zeroed;     /**< blocks from calloc() so far */
};

/** The student's live blocks; heap.c keeps them. */
extern struct block_set heap_blocks;

/** @brief Adds a block of @p size bytes that is not in the set; NULL adds
 *  nothing.
 *  @return false if the set is full: then the block is not in it. */
bool blocks_add(struct block_set *set, void *start, size_t size, const void *pc,
                struct thread *thread);

/** @return The block that begins there, or NULL. */
const struct block *blocks_find(struct block_set *set, const void *start);

/** @return The block that @p address lies in or behind, the nearest within
 *  @p reach bytes on the map (heap_map.h), or NULL. */
const struct block *blocks_before(struct block_set *set, const void *address,
                                  size_t reach);

/** @return The block that @p address lies in, or NULL. Looks at all of them. */
const struct block *blocks_around(const struct block_set *set,
                                  const void *address);

/** @return Whether @p address lies in a block. Looks at all of them. */
bool blocks_hold(const struct block_set *set, const void *address);

/** @brief The block that begins there came from calloc().
 *  @return Its struct block.zeroed; 0 if it is not in the set. */
unsigned long blocks_zeroed(struct block_set *set, const void *start);

/** @brief Removes a block. @return false if it is not in the set. */
bool blocks_remove(struct block_set *set, const void *start);

/** @brief The block with number @p i, as first, last, next and previous give
 *  it. */
static inline const struct block *blocks_at(const struct block_set *set,
                                            unsigned i)
{
    return &set->blocks[i];
}

#endif
