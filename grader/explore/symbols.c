/* Reads the program's own file; see symbols.h. */
#include "explore/symbols.h"

#include <elf.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef void visitor(const ElfW(Sym) * symbol, const char *name);

static void table_visit(const char *file, const ElfW(Shdr) * sections,
                        const ElfW(Shdr) * table, visitor *visit)
{
    const ElfW(Sym) *symbol =
        (const ElfW(Sym) *)(const void *)(file + table->sh_offset);
    const char *names = file + sections[table->sh_link].sh_offset;
    for (size_t n = table->sh_size / sizeof *symbol; n > 0; n--, symbol++)
        visit(symbol, names + symbol->st_name);
}

void symbols_visit(visitor *visit)
{
    struct stat status;
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    size_t size = fstat(fd, &status) == 0 ? (size_t)status.st_size : 0;
    char *file = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (file == MAP_FAILED)
        return;
    const ElfW(Ehdr) *header = (const ElfW(Ehdr) *)(const void *)file;
    const ElfW(Shdr) *sections =
        (const ElfW(Shdr) *)(const void *)(file + header->e_shoff);
    for (unsigned i = 0; i < header->e_shnum; i++)
        if (sections[i].sh_type == SHT_SYMTAB)
            table_visit(file, sections, &sections[i], visit);
    munmap(file, size);
}

bool symbol_is_of_c(const char *name)
{
    return !(name[0] == '_' && (name[1] == 'Z' || name[1] == '_'));
}

static uintptr_t asked;
static bool found_in_runtime;

static void runtime_match(const ElfW(Sym) * symbol, const char *name)
{
    if ((symbol->st_info & 0xf) == STT_FUNC && name[0] == '_' &&
        name[1] == 'Z' && asked - symbol->st_value < symbol->st_size)
        found_in_runtime = true;
}

bool pc_is_of_runtime(const void *pc)
{
    asked = (uintptr_t)pc;
    found_in_runtime = false;
    symbols_visit(runtime_match);
    return found_in_runtime;
}
