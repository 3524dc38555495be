/* Lines behind addresses (see symbols.h); symbol_names.c has the names. */
#include "judge/symbols/symbols_unit.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Some twenty times what a probe of a lesson with a hundred findings takes;
 * less than a second. */
enum { MOST_LOOKS = 1000000 };

int symbols_open(const char *path, struct symbols **symbols)
{
    struct symbols *opened = calloc(1, sizeof *opened);
    if (!opened)
        return ENOMEM;
    int error = 0;
    opened->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (opened->fd < 0) {
        error = errno;
        goto out_free;
    }
    opened->dwarf = dwarf_begin(opened->fd, DWARF_C_READ);
    if (!opened->dwarf) {
        error = ENOEXEC;
        goto out_close;
    }
    if (!getcwd(opened->root, sizeof opened->root - 1))
        opened->root[0] = '\0';
    strcat(opened->root, "/");
    *symbols = opened;
    return 0;
out_close:
    close(opened->fd);
out_free:
    free(opened);
    return error;
}

void symbols_close(struct symbols *symbols)
{
    if (!symbols)
        return;
    dwarf_end(symbols->dwarf);
    close(symbols->fd);
    free(symbols);
}

bool symbols_look(struct symbols *symbols)
{
    symbols->looks += !symbols_spent(symbols);
    return !symbols_spent(symbols);
}

bool symbols_spent(const struct symbols *symbols)
{
    return symbols->looks == MOST_LOOKS;
}

bool symbols_each_unit(struct symbols *symbols,
                       bool (*visit)(Dwarf_Die *unit, void *context),
                       void *context)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    while (dwarf_get_units(symbols->dwarf, unit, &unit, NULL, NULL, &die,
                           NULL) == 0)
        if (visit(&die, context))
            return true;
    return false;
}

struct line_search {
    struct symbols *symbols;
    Dwarf_Addr pc;
    struct place *place;
};

/* The function, block or inlined call inside a scope that a place is in. */
static bool scope_enter(struct symbols *symbols, Dwarf_Addr pc,
                        Dwarf_Die *scope)
{
    Dwarf_Die child;
    if (dwarf_child(scope, &child) != 0)
        return false;
    do {
        int tag = dwarf_tag(&child);
        if (!symbols_look(symbols))
            return false;
        if ((tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block ||
             tag == DW_TAG_inlined_subroutine) &&
            dwarf_haspc(&child, pc) == 1) {
            *scope = child;
            return true;
        }
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

static bool is_of_system(const char *file)
{
    return strncmp(file, "/usr/include/", 13) == 0 ||
           strncmp(file, "/usr/lib/", 9) == 0;
}

/* Where a function that was put in place was called. @return The file. */
static const char *call_place(Dwarf_Die *unit, Dwarf_Die *call, int *line)
{
    Dwarf_Attribute attribute;
    Dwarf_Files *files;
    Dwarf_Word file = 0, number = 0;
    if (dwarf_formudata(dwarf_attr(call, DW_AT_call_file, &attribute), &file) ||
        dwarf_formudata(dwarf_attr(call, DW_AT_call_line, &attribute),
                        &number) ||
        dwarf_getsrcfiles(unit, &files, NULL))
        return NULL;
    *line = (int)number;
    return dwarf_filesrc(files, file, NULL, NULL);
}

/* The function that a place is in. And of code that a header of the system put
 * there: the line that asked for it. @return That line's file, else NULL. */
static const char *place_function(struct symbols *symbols, Dwarf_Die *unit,
                                  Dwarf_Addr pc, struct place *place, int *line)
{
    Dwarf_Die scope = *unit;
    const char *own = NULL;
    while (scope_enter(symbols, pc, &scope)) {
        const char *name = dwarf_diename(&scope);
        int number, tag = dwarf_tag(&scope);
        if (name && tag != DW_TAG_lexical_block)
            snprintf(place->function, sizeof place->function, "%s", name);
        const char *from = tag == DW_TAG_inlined_subroutine
                               ? call_place(unit, &scope, &number)
                               : NULL;
        if (from && !is_of_system(from)) {
            own = from;
            *line = number;
        }
    }
    return own;
}

/* A project's file, which was compiled in a folder that need not be this one:
 * under the name that leads to it from here. The kit's own keep theirs. */
static const char *file_find(Dwarf_Die *unit, const char *file, char *path,
                             size_t size)
{
    Dwarf_Attribute attribute;
    const char *folder = dwarf_formstring(
        dwarf_attr_integrate(unit, DW_AT_comp_dir, &attribute));
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    if (!folder || *file == '/' || strncmp(file, "grader/", 7) == 0 ||
        (size_t)snprintf(path, size, "%s/%s", folder, file) >= size ||
        access(path, R_OK))
        return file;
    return path;
}

static bool unit_line(Dwarf_Die *unit, void *context)
{
    struct line_search *search = context;
    char path[sizeof search->place->file];
    int number = 0;
    if (dwarf_haspc(unit, search->pc) != 1)
        return false;
    Dwarf_Line *line = dwarf_getsrc_die(unit, search->pc);
    const char *file = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
    if (!file || dwarf_lineno(line, &number) || number == 0)
        return false;
    int own_line = 0;
    const char *own = place_function(search->symbols, unit, search->pc,
                                     search->place, &own_line);
    if (own && is_of_system(file)) {
        file = own;
        number = own_line;
    }
    file = file_find(unit, file, path, sizeof path);
    const char *root = search->symbols->root;
    if (strncmp(file, root, strlen(root)) == 0)
        file += strlen(root);
    snprintf(search->place->file, sizeof search->place->file, "%s", file);
    search->place->line = number;
    return true;
}

bool symbols_line(struct symbols *symbols, uint64_t pc, bool after,
                  struct place *place)
{
    *place = (struct place){0};
    struct line_search search = {symbols, after ? pc - 1 : pc, place};
    return pc != 0 && symbols_each_unit(symbols, unit_line, &search);
}
