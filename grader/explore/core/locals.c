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

#include "explore/core/fiber.h"
#include "explore/ground/pages.h"
#include "explore/core/thread.h"
#include "trial/observe.h"
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
    machine_pointer = lockstep_thread_pointer;
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

/* told(KIND, START, SIZE, THREAD): what is the thread's alone. */
static void told(const char *kind, const char *start, size_t size,
                 const struct thread *thread)
{
    static struct observation line;
    observe_begin(&line, kind);
    observe_address(&line, "object", start);
    observe_number(&line, "size", (long long)size);
    observe_text(&line, "name", thread->name);
    observe_end(&line);
}

void locals_report(void)
{
    bool any = block.size > sizeof lockstep_thread_pointer; /* the kit's */
    for (unsigned i = 0; i < threads.count; i++) {
        told("stack", fiber_stack(i), FIBER_STACK_SIZE, &threads.all[i]);
        if (any)
            told("locals", copies + i * stride, block.size, &threads.all[i]);
    }
}
