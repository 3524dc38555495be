/* Maps pages behind ThreadSanitizer's back; see pages.h. */
#include "explore/ground/pages.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trial/broken.h"

enum { GUARD = 4096 * 16, MIB = 1 << 20 };

void *pages_try(size_t size)
{
    long address = syscall(SYS_mmap, NULL, size, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return address == -1 ? NULL : (void *)address;
}

void *pages_map(size_t size)
{
    void *pages = pages_try(size);
    if (!pages) {
        int error = errno;
        char what[64];
        snprintf(what, sizeof what, "%zu MiB of addresses",
                 (size + MIB - 1) / MIB);
        broken_exit(what, error);
    }
    return pages;
}

void *pages_guard(void *stack)
{
    syscall(SYS_mprotect, stack, (size_t)GUARD, PROT_NONE);
    return stack;
}
