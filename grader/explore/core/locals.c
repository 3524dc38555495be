/*
 * Thread-local variables of the probe; see locals.h.
 *
 * ThreadSanitizer's runtime is a library of its own (grader/link.sh), so the
 * block holds the variables of the student, the trials and the kit, and only
 * the student's code uses the copies.
 */
#include "explore/core/locals.h"

#include <stddef.h>
#include <stdint.h>

#include "explore/core/names.h"
#include "explore/core/thread.h"
#include "explore/ground/pages.h"
#include "trial/thread_pointer.h"

enum { PAGE = 4096 };

static struct thread_block block;
static volatile char *pristine;
static char *machine_pointer;
static char *copies;  /* of all fibers; the same in every run, as with stacks */
static size_t stride; /* from one to the next */

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

/* A copy lies in its unit as the block does, so that it is aligned as well. */
void locals_setup(void)
{
    machine_pointer = __lockstep_thread_pointer;
    block = thread_block_find();
    if (block.size == 0)
        return;
    pristine = pages_map(block.size);
    for (size_t i = 0; i < block.size; i++)
        pristine[i] = ((volatile char *)block.start)[i];
    size_t unit = round_up(block.align, PAGE);
    size_t offset = (uintptr_t)block.start % unit;
    stride = round_up(offset + block.size, unit);
    char *pages = pages_map(FIBERS_MAX * stride + unit);
    copies = (char *)round_up((uintptr_t)pages, unit) + offset;
}

char *locals_prepare(unsigned index)
{
    if (block.size == 0)
        return machine_pointer;
    char *copy = copies + index * stride;
    for (size_t i = 0; i < block.size; i++)
        ((volatile char *)copy)[i] = pristine[i];
    return copy + (machine_pointer - block.start);
}

bool locals_hold(const void *address)
{
    return (uintptr_t)address - (uintptr_t)copies < FIBERS_MAX * stride;
}

const char *locals_of(unsigned index, size_t *size)
{
    *size = block.size;
    return copies + index * stride;
}

void locals_report(void)
{
    if (block.size <= sizeof __lockstep_thread_pointer) /* the kit's alone */
        return;
    for (unsigned i = 0; i < threads.count; i++)
        place_report("locals", copies + i * stride, block.size,
                     threads.all[i].name);
}
