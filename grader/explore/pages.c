/* Maps pages behind ThreadSanitizer's back; see pages.h. */
#include "explore/pages.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { EXIT_MACHINE = 3, GUARD = 4096 * 16 };

static void *map(size_t size, int flags)
{
    long address =
        syscall(SYS_mmap, NULL, size, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | flags, -1, 0);
    if (address == -1) {
        perror("explorer: no memory");
        _Exit(EXIT_MACHINE);
    }
    return (void *)address;
}

void *pages_map(size_t size)
{
    return map(size, 0);
}

void *pages_map_stack(size_t size)
{
    void *stack = map(size, MAP_STACK);
    syscall(SYS_mprotect, stack, (size_t)GUARD, PROT_NONE);
    return stack;
}
