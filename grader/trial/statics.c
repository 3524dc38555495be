/*
 * Saves and restores the student's static data.
 *
 * The thread-local variables of the thread that runs the trial's body are among
 * them: each round begins a new life for all other threads, so this one must
 * not remember the last.
 *
 * The copy goes through volatile bytes, so that the compiler can't turn it
 * into memcpy: ThreadSanitizer watches memcpy, and the kit's bookkeeping must
 * not take part in what it sees.
 */
#include "trial/statics.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "trial/thread_pointer.h"

extern char __start_student_data[] __attribute__((weak));
extern char __stop_student_data[] __attribute__((weak));
extern char __start_student_bss[] __attribute__((weak));
extern char __stop_student_bss[] __attribute__((weak));

struct region {
    volatile char *start;
    size_t size;
    volatile char *saved;
};

static struct region regions[3];

static void region_copy(volatile char *to, const volatile char *from,
                        size_t size)
{
    while (size-- > 0)
        *to++ = *from++;
}

static int region_save(struct region *region, char *start, char *stop)
{
    /* Without such a section both symbols are null. */
    region->start = start;
    region->size = start ? (size_t)(stop - start) : 0;
    region->saved = region->size ? malloc(region->size) : NULL;
    if (region->size && !region->saved)
        return ENOMEM;
    region_copy(region->saved, region->start, region->size);
    return 0;
}

/* The copy has pages of its own: on the heap it would move the blocks that
 * lessons show. */
static int locals_save(struct region *region)
{
    struct thread_block block = thread_block_find();
    if (block.size == 0)
        return 0;
    void *pages = mmap(NULL, block.size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return errno;
    *region = (struct region){block.start, block.size, pages};
    region_copy(region->saved, region->start, region->size);
    return 0;
}

int statics_save(void)
{
    int error =
        region_save(&regions[0], __start_student_data, __stop_student_data);
    if (!error)
        error =
            region_save(&regions[1], __start_student_bss, __stop_student_bss);
    return error ? error : locals_save(&regions[2]);
}

void statics_restore(void)
{
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
        region_copy(regions[i].start, regions[i].saved, regions[i].size);
}
