/* Maps pages behind ThreadSanitizer's back; see pages.h. */
#include "explore/ground/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { EXIT_MACHINE = 3, GUARD = 4096 * 16 };

void *pages_map(size_t size)
{
    long address = syscall(SYS_mmap, NULL, size, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == -1) {
        perror("explorer: no memory");
        _Exit(EXIT_MACHINE);
    }
    return (void *)address;
}

void *pages_guard(void *stack)
{
    syscall(SYS_mprotect, stack, (size_t)GUARD, PROT_NONE);
    return stack;
}
