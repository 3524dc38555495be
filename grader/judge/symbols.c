/*
 * Lines and names behind addresses (see symbols.h).
 *
 * A variable's name comes from the debug information, which knows the type and
 * so the member or the element that an address falls into.
 */
#include "judge/symbols.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct symbols {
    int fd;
    Dwarf *dwarf;
    char root[4096]; /* the working directory, with a slash at its end */
};

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

/* Visits every compilation unit until one answers true. */
static bool each_unit(struct symbols *symbols,
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
    return pc != 0 && each_unit(symbols, unit_line, &search);
}

struct variable {
    const char *wanted; /* by name, or */
    Dwarf_Addr address; /* by an address inside it */
    Dwarf_Die die;
    Dwarf_Addr start;
};

static bool die_type(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, DW_AT_type, &attribute) &&
           dwarf_formref_die(&attribute, type) &&
           dwarf_peel_type(type, type) == 0;
}

/* The fixed address of a variable, or 0. */
static Dwarf_Addr variable_address(Dwarf_Die *die)
{
    Dwarf_Attribute attribute;
    Dwarf_Op *ops;
    size_t count;
    if (!dwarf_attr_integrate(die, DW_AT_location, &attribute) ||
        dwarf_getlocation(&attribute, &ops, &count) || count != 1)
        return 0;
    if (ops[0].atom == DW_OP_addr)
        return ops[0].number;
    /* clang's DWARF 5 keeps addresses in a table of their own. */
    Dwarf_Attribute indirect;
    Dwarf_Addr address = 0;
    if (ops[0].atom != DW_OP_addrx ||
        dwarf_getlocation_attr(&attribute, ops, &indirect) ||
        dwarf_formaddr(&indirect, &address))
        return 0;
    return address;
}

static bool variable_matches(Dwarf_Die *die, struct variable *search)
{
    Dwarf_Addr start = variable_address(die);
    const char *name = dwarf_diename(die);
    if (!start || !name)
        return false;
    Dwarf_Die type;
    Dwarf_Word size = 0;
    bool found = search->wanted ? strcmp(name, search->wanted) == 0
                                : die_type(die, &type) &&
                                      dwarf_aggregate_size(&type, &size) == 0 &&
                                      search->address - start < size;
    if (found) {
        search->die = *die;
        search->start = start;
    }
    return found;
}

/* Looks through a unit's variables, those inside functions included. */
static bool unit_variable(Dwarf_Die *parent, void *context)
{
    Dwarf_Die child;
    if (dwarf_child(parent, &child) != 0)
        return false;
    do {
        int tag = dwarf_tag(&child);
        if (tag == DW_TAG_variable && variable_matches(&child, context))
            return true;
        if ((tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block) &&
            unit_variable(&child, context))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

/* The member of a struct at an offset; offset becomes the rest. */
static bool member_at(Dwarf_Die *type, Dwarf_Word *offset, Dwarf_Die *member)
{
    if (dwarf_child(type, member) != 0)
        return false;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Word start = 0, size = 0;
        Dwarf_Die of;
        if (dwarf_attr(member, DW_AT_data_member_location, &attribute))
            dwarf_formudata(&attribute, &start);
        if (die_type(member, &of) && dwarf_aggregate_size(&of, &size) == 0 &&
            *offset - start < size) {
            *offset -= start;
            return true;
        }
    } while (dwarf_siblingof(member, member) == 0);
    return false;
}

static bool is_lock_type(Dwarf_Die *declared)
{
    const char *name = dwarf_diename(declared);
    return name &&
           (strncmp(name, "pthread_", 8) == 0 || strcmp(name, "sem_t") == 0);
}

/* Appends ".member" and "[index]" until the offset is used up. What lies
 * inside a pthread object is nobody's business. */
static void path_append(Dwarf_Die *owner, Dwarf_Word offset, char *name,
                        size_t size)
{
    Dwarf_Die die = *owner, type;
    Dwarf_Attribute attribute;
    while (strlen(name) + 1 < size) {
        Dwarf_Die declared;
        if (dwarf_attr_integrate(&die, DW_AT_type, &attribute) &&
            dwarf_formref_die(&attribute, &declared) && is_lock_type(&declared))
            return;
        if (!die_type(&die, &type))
            return;
        char *end = name + strlen(name);
        size_t room = size - strlen(name);
        if (dwarf_tag(&type) == DW_TAG_array_type) {
            Dwarf_Die element;
            Dwarf_Word width = 0;
            if (!die_type(&type, &element) ||
                dwarf_aggregate_size(&element, &width) || !width)
                return;
            snprintf(end, room, "[%llu]", (unsigned long long)(offset / width));
            offset %= width;
            die = type;
        } else if (dwarf_tag(&type) == DW_TAG_structure_type) {
            Dwarf_Die member;
            if (!member_at(&type, &offset, &member) || !dwarf_diename(&member))
                return;
            snprintf(end, room, ".%s", dwarf_diename(&member));
            die = member;
        } else {
            return;
        }
    }
}

bool symbols_object(struct symbols *symbols, uint64_t address, char *name,
                    size_t size)
{
    struct variable search = {.address = address};
    if (!address || !each_unit(symbols, unit_variable, &search))
        return false;
    snprintf(name, size, "%s", dwarf_diename(&search.die));
    path_append(&search.die, address - search.start, name, size);
    return true;
}

uint64_t symbols_address(struct symbols *symbols, const char *name)
{
    struct variable search = {.wanted = name};
    return each_unit(symbols, unit_variable, &search) ? search.start : 0;
}
