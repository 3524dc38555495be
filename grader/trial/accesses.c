/* Reports accesses to ThreadSanitizer; see accesses.h. */
#include "trial/accesses.h"

#include <stdint.h>

void __tsan_read1_pc(void *address, void *pc);
void __tsan_read2_pc(void *address, void *pc);
void __tsan_read4_pc(void *address, void *pc);
void __tsan_read8_pc(void *address, void *pc);
void __tsan_write1_pc(void *address, void *pc);
void __tsan_write2_pc(void *address, void *pc);
void __tsan_write4_pc(void *address, void *pc);
void __tsan_write8_pc(void *address, void *pc);

static void word_tell(char *word, size_t size, bool write, void *pc)
{
    if (size == 8)
        (write ? __tsan_write8_pc : __tsan_read8_pc)(word, pc);
    else if (size == 4)
        (write ? __tsan_write4_pc : __tsan_read4_pc)(word, pc);
    else if (size == 2)
        (write ? __tsan_write2_pc : __tsan_read2_pc)(word, pc);
    else
        (write ? __tsan_write1_pc : __tsan_read1_pc)(word, pc);
}

/* Some bytes of one 8-byte word: as one access, or as two that overlap. */
static void part_tell(char *part, size_t size, bool write, void *pc)
{
    size_t width = 1;
    while (width * 2 <= size)
        width *= 2;
    word_tell(part, width, write, pc);
    if (width < size)
        word_tell(part + size - width, width, write, pc);
}

void accesses_tell(void *address, size_t size, bool write, const void *pc)
{
    char *at = address;
    while (size > 0) {
        size_t part = 8 - (uintptr_t)at % 8;
        if (part > size)
            part = size;
        part_tell(at, part, write, (void *)pc);
        at += part;
        size -= part;
    }
}
