/*
 * Puts static data back to what they were; see restore.h.
 *
 * The copy is a plain loop with a comparison in it, which no compiler turns
 * into memcpy: ThreadSanitizer watches memcpy, and must not see this.
 */
#include "explore/model/restore.h"

#include <stddef.h>
#include <stdint.h>

#include "explore/core/digest.h"
#include "explore/ground/pages.h"

extern char __start_student_data[] __attribute__((weak));
extern char __stop_student_data[] __attribute__((weak));
extern char __start_student_bss[] __attribute__((weak));
extern char __stop_student_bss[] __attribute__((weak));
extern char __start_trial_data[] __attribute__((weak));
extern char __stop_trial_data[] __attribute__((weak));
extern char __start_trial_bss[] __attribute__((weak));
extern char __stop_trial_bss[] __attribute__((weak));

enum { REGIONS = 4 };

struct region {
    volatile char *start;
    size_t size;
    volatile char *saved;
};

static struct region regions[REGIONS];

static void region_remember(struct region *region, char *start, char *stop)
{
    region->start = start;
    region->size = start ? (size_t)(stop - start) : 0;
    if (region->size == 0)
        return;
    region->saved = pages_map(region->size);
    for (size_t i = 0; i < region->size; i++)
        region->saved[i] = region->start[i];
}

void statics_remember(void)
{
    region_remember(&regions[0], __start_student_data, __stop_student_data);
    region_remember(&regions[1], __start_student_bss, __stop_student_bss);
    region_remember(&regions[2], __start_trial_data, __stop_trial_data);
    region_remember(&regions[3], __start_trial_bss, __stop_trial_bss);
}

static void region_put_back(const struct region *region)
{
    size_t i = 0;
    if ((uintptr_t)region->start % sizeof(uint64_t) == 0) {
        volatile uint64_t *to = (volatile uint64_t *)region->start;
        const volatile uint64_t *from =
            (const volatile uint64_t *)region->saved;
        for (; (i + 1) * sizeof *to <= region->size; i++)
            if (to[i] != from[i])
                to[i] = from[i];
        i *= sizeof *to;
    }
    for (; i < region->size; i++)
        if (region->start[i] != region->saved[i])
            region->start[i] = region->saved[i];
}

void statics_put_back(void)
{
    for (unsigned i = 0; i < REGIONS; i++)
        region_put_back(&regions[i]);
}

void statics_digest(struct digest *digest)
{
    for (unsigned i = 0; i < REGIONS; i++)
        digest_bytes(digest, (const char *)regions[i].start, regions[i].size);
}

bool statics_hold(const void *address)
{
    for (unsigned i = 0; i < REGIONS; i++)
        if ((uintptr_t)address - (uintptr_t)regions[i].start < regions[i].size)
            return true;
    return false;
}
