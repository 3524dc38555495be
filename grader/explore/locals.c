/*
 * Thread-local variables of the probe; see locals.h.
 *
 * The block is found by the program header of the executable. ThreadSanitizer's
 * runtime is a library of its own (grader/link.sh), so the block holds the
 * variables of the student, the trials and the kit, and only the student's code
 * uses the copies.
 */
#include "explore/locals.h"

#include <link.h>
#include <stddef.h>
#include <stdint.h>

#include "explore/fiber.h"
#include "explore/pages.h"
#include "explore/thread.h"
#include "trial/observe.h"
#include "trial/thread_pointer.h"

enum { PAGE = 4096 };

static volatile char *block;
static size_t block_size;
static volatile char *pristine;
static char *machine_pointer;
static char *copies;  /* of all fibers; the same in every run, as with stacks */
static size_t stride; /* from one to the next */

/* The executable comes first in the list of loaded objects. */
static int block_find(struct dl_phdr_info *info, size_t size, void *align)
{
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_TLS) {
            block = info->dlpi_tls_data;
            block_size = block ? info->dlpi_phdr[i].p_memsz : 0;
            *(size_t *)align = info->dlpi_phdr[i].p_align;
        }
    }
    return 1;
}

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

/* A copy lies in its unit as the block does, so that it is aligned as well. */
void locals_setup(void)
{
    size_t align = 0;
    machine_pointer = lockstep_thread_pointer;
    dl_iterate_phdr(block_find, &align);
    if (block_size == 0)
        return;
    pristine = pages_map(block_size);
    for (size_t i = 0; i < block_size; i++)
        pristine[i] = block[i];
    size_t unit = round_up(align, PAGE);
    size_t offset = (uintptr_t)block % unit;
    stride = round_up(offset + block_size, unit);
    char *pages = pages_map(FIBERS_MAX * stride + unit);
    copies = (char *)round_up((uintptr_t)pages, unit) + offset;
}

char *locals_prepare(unsigned index)
{
    if (block_size == 0)
        return machine_pointer;
    char *copy = copies + index * stride;
    for (size_t i = 0; i < block_size; i++)
        ((volatile char *)copy)[i] = pristine[i];
    return copy + (machine_pointer - (char *)block);
}

bool locals_hold(const void *address)
{
    return (uintptr_t)address - (uintptr_t)copies < FIBERS_MAX * stride;
}

void locals_report(void)
{
    static struct observation line;
    if (block_size == sizeof lockstep_thread_pointer) /* the kit's alone */
        return;
    for (unsigned i = 0; i < threads.count; i++) {
        observe_begin(&line, "locals");
        observe_address(&line, "object", copies + i * stride);
        observe_number(&line, "size", (long long)block_size);
        observe_text(&line, "name", threads.all[i].name);
        observe_end(&line);
    }
}
