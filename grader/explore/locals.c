/*
 * Thread-local variables of the probe; see locals.h.
 *
 * The one idea: the block of the executable may hold more than the student's
 * variables. A runtime that is linked statically (clang's default) keeps its
 * idea of who runs there, which must stay. So the symbol table says which
 * bytes are a C program's own: the runtime is C++, and its names show it.
 */
#include "explore/locals.h"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdint.h>

#include "explore/pages.h"
#include "explore/symbols.h"

enum { VARIABLES_MAX = 1024 };

/* One variable: where it lies in the block. */
struct variable {
    size_t offset;
    size_t size;
};

static struct variable variables[VARIABLES_MAX];
static unsigned variable_count;
static size_t copy_size; /* of a fiber's copy: up to the last variable */
static volatile char *block;
static volatile char *pristine;
static const void *errno_address;

static void copy(volatile char *to, const volatile char *from)
{
    for (unsigned v = 0; v < variable_count; v++) {
        size_t end = variables[v].offset + variables[v].size;
        for (size_t i = variables[v].offset; i < end; i++)
            to[i] = from[i];
    }
}

/* The executable comes first in the list of loaded objects. */
static int block_find(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_TLS)
            block = info->dlpi_tls_data;
    return 1;
}

static void variable_note(const ElfW(Sym) * symbol, const char *name)
{
    bool local = (symbol->st_info & 0xf) == STT_TLS &&
                 symbol->st_shndx != SHN_UNDEF && symbol->st_size > 0;
    if (!local || !symbol_is_of_c(name) || variable_count == VARIABLES_MAX)
        return;
    struct variable *variable = &variables[variable_count++];
    *variable = (struct variable){symbol->st_value, symbol->st_size};
    if (variable->offset + variable->size > copy_size)
        copy_size = variable->offset + variable->size;
}

void locals_setup(void)
{
    errno_address = &errno;
    dl_iterate_phdr(block_find, NULL);
    if (block)
        symbols_visit(variable_note);
    if (variable_count == 0)
        return;
    pristine = pages_map(copy_size);
    copy(pristine, block);
}

void *locals_make(void)
{
    return variable_count ? pages_map(copy_size) : NULL;
}

void locals_reset(void *to)
{
    if (to)
        copy(to, pristine);
}

void locals_swap(void *out, const void *in)
{
    if (variable_count == 0)
        return;
    copy(out, block);
    copy(block, in);
}

bool locals_contain(const void *address)
{
    if (address == errno_address)
        return true;
    size_t offset = (uintptr_t)address - (uintptr_t)block;
    if (offset >= copy_size)
        return false;
    for (unsigned v = 0; v < variable_count; v++)
        if (offset - variables[v].offset < variables[v].size)
            return true;
    return false;
}

bool locals_exist(void)
{
    return variable_count > 0;
}
