/*
 * Thread-local variables of the probe; see locals.h.
 *
 * The block is found by the program header of the executable. ThreadSanitizer's
 * runtime is a library of its own (grader/link.sh), so the block holds the
 * variables of the student, the trials and the kit, and nothing that must stay
 * when fibers are switched.
 *
 * All fibers see the block at the same place, so ThreadSanitizer would take one
 * fiber's variable for another's. The student's own accesses are not shown to
 * it (memory.c); those of library functions that it watches itself, snprintf()
 * for example, are declared to be no race.
 */
#include "explore/locals.h"

#include <errno.h>
#include <link.h>
#include <stdint.h>

#include "explore/pages.h"
#include "explore/tsan.h"

static volatile char *block;
static size_t block_size;
static volatile char *pristine;
static const void *errno_address;

static void copy(volatile char *to, const volatile char *from)
{
    for (size_t i = 0; i < block_size; i++)
        to[i] = from[i];
}

/* The executable comes first in the list of loaded objects. */
static int block_find(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_TLS) {
            block = info->dlpi_tls_data;
            block_size = block ? info->dlpi_phdr[i].p_memsz : 0;
        }
    }
    return 1;
}

void locals_setup(void)
{
    errno_address = &errno;
    dl_iterate_phdr(block_find, NULL);
    if (block_size == 0)
        return;
    pristine = pages_map(block_size);
    copy(pristine, block);
    AnnotateBenignRaceSized(__FILE__, __LINE__, block, block_size,
                            "each thread has its own");
}

void *locals_make(void)
{
    return block_size ? pages_map(block_size) : NULL;
}

void locals_reset(void *to)
{
    if (to)
        copy(to, pristine);
}

void locals_swap(void *out, const void *in)
{
    if (block_size == 0)
        return;
    copy(out, block);
    copy(block, in);
}

bool locals_contain(const void *address)
{
    return (uintptr_t)address - (uintptr_t)block < block_size ||
           address == errno_address;
}

bool locals_exist(void)
{
    return block_size > 0;
}
