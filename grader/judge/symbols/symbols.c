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

static void place_function(Dwarf_Die *unit, Dwarf_Addr pc, struct place *place)
{
    Dwarf_Die *scopes = NULL;
    int count = dwarf_getscopes(unit, pc, &scopes);
    for (int i = 0; i < count; i++) {
        int tag = dwarf_tag(&scopes[i]);
        const char *name = dwarf_diename(&scopes[i]);
        if ((tag == DW_TAG_subprogram || tag == DW_TAG_inlined_subroutine) &&
            name) {
            snprintf(place->function, sizeof place->function, "%s", name);
            break;
        }
    }
    free(scopes);
}

static bool unit_line(Dwarf_Die *unit, void *context)
{
    struct line_search *search = context;
    int number = 0;
    if (dwarf_haspc(unit, search->pc) != 1)
        return false;
    Dwarf_Line *line = dwarf_getsrc_die(unit, search->pc);
    const char *file = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
    if (!file || dwarf_lineno(line, &number) || number == 0)
        return false;
    const char *root = search->symbols->root;
    if (strncmp(file, root, strlen(root)) == 0)
        file += strlen(root);
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    snprintf(search->place->file, sizeof search->place->file, "%s", file);
    search->place->line = number;
    place_function(unit, search->pc, search->place);
    return true;
}

bool symbols_line(struct symbols *symbols, uint64_t pc, bool after,
                  struct place *place)
{
    *place = (struct place){0};
    struct line_search search = {symbols, after ? pc - 1 : pc, place};
    return pc != 0 && symbols_each_unit(symbols, unit_line, &search);
}
