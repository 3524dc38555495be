/**
 * @file leak.h
 * @brief Memory that nobody can free any more.
 */
#ifndef LOCKSTEP_LEAK_H
#define LOCKSTEP_LEAK_H

#include <stdbool.h>
#include <stddef.h>

/** @return Whether @p pc is in the student's code, not in a trial. */
bool code_is_students(const void *pc);

/** A block that is still allocated when a schedule has ended. */
struct leftover {
    const void *start;           /**< its first byte */
    size_t size;                 /**< bytes */
    const void *pc;              /**< where it was allocated */
    const struct thread *thread; /**< by whom */
    int reached;                 /**< for leaks_find() */
};

/**
 * @brief Notes a finding if a block of the student's code can't be reached from
 *        the student's static data or what the first thread has of its own.
 *
 * Every other thread has ended, so stacks and thread-local variables are gone;
 * what static data point to, directly or through other blocks, may be meant to
 * stay. So may what the first thread keeps in thread-local variables and under
 * keys: it ends with the program, and its destructors never run.
 * Pointers count even with tags in their lowest three and highest sixteen bits,
 * or into the middle of a block. The trial's own variables don't count: what is
 * still there when it has destroyed everything is what it was not asked to
 * keep. (The idea is that of LeakSanitizer, and of conservative garbage
 * collection: Boehm and Weiser, Software: Practice and Experience 18(9), 1988.)
 *
 * In a trial where all has to be freed (struct limits), the others count as
 * well.
 *
 * @param blocks Those left, from the student's code or not; borrowed.
 */
void leaks_find(struct leftover *blocks, size_t count);

#endif
