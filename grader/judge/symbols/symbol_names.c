/*
 * Names behind addresses (see symbols.h).
 *
 * A variable's name comes from the debug information, which knows the type and
 * so the member or the element that an address falls into.
 */
#include "judge/symbols/symbols_unit.h"

#include <dwarf.h>
#include <stdio.h>
#include <string.h>

struct variable {
    struct symbols *symbols;
    const char *wanted; /* by name, or */
    Dwarf_Addr address; /* by an address inside it */
    bool local;         /* which is an offset among thread-local variables */
    Dwarf_Die die;
    Dwarf_Addr start;
};

/* A type without its other names and qualifiers. */
static bool die_type(struct symbols *symbols, Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    Dwarf_Attribute *of = dwarf_attr_integrate(die, DW_AT_type, &attribute);
    while (of && dwarf_formref_die(of, type) && symbols_look(symbols)) {
        int tag = dwarf_tag(type);
        if (tag != DW_TAG_typedef && tag != DW_TAG_const_type &&
            tag != DW_TAG_volatile_type && tag != DW_TAG_restrict_type &&
            tag != DW_TAG_atomic_type)
            return true;
        of = dwarf_attr_integrate(type, DW_AT_type, &attribute);
    }
    return false;
}

/* The size of such a type; false: it has none. libdw follows an array's types
 * down to its elements, so they are checked here first. */
static bool type_size(struct symbols *symbols, Dwarf_Die *type,
                      Dwarf_Word *size)
{
    Dwarf_Die element = *type;
    while (dwarf_tag(&element) == DW_TAG_array_type)
        if (!die_type(symbols, &element, &element))
            return false;
    return dwarf_aggregate_size(type, size) == 0;
}

/* The fixed address of a variable. @return Whether it has one. */
static bool fixed_address(Dwarf_Attribute *location, const Dwarf_Op *op,
                          Dwarf_Addr *address)
{
    *address = op->number;
    if (op->atom == DW_OP_addr)
        return true;
    /* clang's DWARF 5 keeps addresses in a table of their own. */
    Dwarf_Attribute indirect;
    return op->atom == DW_OP_addrx &&
           !dwarf_getlocation_attr(location, op, &indirect) &&
           !dwarf_formaddr(&indirect, address);
}

/* Where a variable of the kind that is asked for begins. */
static bool variable_start(Dwarf_Die *die, bool local, Dwarf_Addr *start)
{
    Dwarf_Attribute location;
    Dwarf_Op *ops;
    size_t count;
    if (!dwarf_attr_integrate(die, DW_AT_location, &location) ||
        dwarf_getlocation(&location, &ops, &count))
        return false;
    if (!local)
        return count == 1 && fixed_address(&location, ops, start) && *start;
    if (count != 2 || (ops[1].atom != DW_OP_form_tls_address &&
                       ops[1].atom != DW_OP_GNU_push_tls_address))
        return false;
    *start = ops[0].number;
    return true;
}

static bool variable_matches(Dwarf_Die *die, struct variable *search)
{
    Dwarf_Addr start;
    const char *name = dwarf_diename(die);
    if (!name || !variable_start(die, search->local, &start))
        return false;
    Dwarf_Die type;
    Dwarf_Word size = 0;
    bool found = search->wanted
                     ? strcmp(name, search->wanted) == 0
                     : search->address >= start &&
                           die_type(search->symbols, die, &type) &&
                           type_size(search->symbols, &type, &size) &&
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
    struct variable *search = context;
    Dwarf_Die child;
    if (dwarf_child(parent, &child) != 0)
        return false;
    do {
        int tag = dwarf_tag(&child);
        if (!search->wanted && !symbols_look(search->symbols))
            return false;
        if (tag == DW_TAG_variable && variable_matches(&child, context))
            return true;
        if ((tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block) &&
            unit_variable(&child, context))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

/* The member of a struct at an offset; offset becomes the rest. A member
 * without a size is a flexible array: the rest of the block belongs to it. */
static bool member_at(struct symbols *symbols, Dwarf_Die *type,
                      Dwarf_Word *offset, Dwarf_Die *member)
{
    if (dwarf_child(type, member) != 0)
        return false;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Word start = 0, size = 0;
        Dwarf_Die of;
        if (dwarf_attr(member, DW_AT_data_member_location, &attribute))
            dwarf_formudata(&attribute, &start);
        if (die_type(symbols, member, &of) && *offset >= start &&
            (!type_size(symbols, &of, &size) || *offset - start < size)) {
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
static void path_append(struct symbols *symbols, Dwarf_Die *owner,
                        Dwarf_Word offset, char *name, size_t size)
{
    Dwarf_Die die = *owner, type;
    Dwarf_Attribute attribute;
    while (strlen(name) + 1 < size) {
        Dwarf_Die declared;
        if (dwarf_attr_integrate(&die, DW_AT_type, &attribute) &&
            dwarf_formref_die(&attribute, &declared) && is_lock_type(&declared))
            return;
        if (!die_type(symbols, &die, &type))
            return;
        char *end = name + strlen(name);
        size_t room = size - strlen(name);
        if (dwarf_tag(&type) == DW_TAG_array_type) {
            Dwarf_Die element;
            Dwarf_Word width = 0;
            if (!die_type(symbols, &type, &element) ||
                !type_size(symbols, &element, &width) || !width)
                return;
            snprintf(end, room, "[%llu]", (unsigned long long)(offset / width));
            offset %= width;
            die = type;
        } else if (dwarf_tag(&type) == DW_TAG_structure_type) {
            Dwarf_Die member;
            if (!member_at(symbols, &type, &offset, &member) ||
                !dwarf_diename(&member))
                return;
            snprintf(end, room, ".%s", dwarf_diename(&member));
            die = member;
        } else {
            return;
        }
    }
}

static bool variable_name(struct symbols *symbols, struct variable *search,
                          char *name, size_t size)
{
    if (!symbols_each_unit(symbols, unit_variable, search) ||
        symbols_spent(symbols))
        return false;
    snprintf(name, size, "%s", dwarf_diename(&search->die));
    path_append(symbols, &search->die, search->address - search->start, name,
                size);
    return true;
}

bool symbols_object(struct symbols *symbols, uint64_t address, char *name,
                    size_t size)
{
    struct variable search = {.symbols = symbols, .address = address};
    return address && variable_name(symbols, &search, name, size);
}

bool symbols_local(struct symbols *symbols, uint64_t offset, char *name,
                   size_t size)
{
    struct variable search = {
        .symbols = symbols, .address = offset, .local = true};
    return variable_name(symbols, &search, name, size);
}

struct type_search {
    struct symbols *symbols;
    const char *source;
    Dwarf_Word size;
    Dwarf_Die found;
    unsigned count;
};

/* Whether a struct ends with a flexible array. */
static bool is_flexible(struct symbols *symbols, Dwarf_Die *type)
{
    Dwarf_Die member, of;
    Dwarf_Word size;
    bool flexible = false;
    if (dwarf_child(type, &member) != 0)
        return false;
    do
        flexible = die_type(symbols, &member, &of) &&
                   dwarf_tag(&of) == DW_TAG_array_type &&
                   !type_size(symbols, &of, &size);
    while (dwarf_siblingof(&member, &member) == 0);
    return flexible;
}

/* Counts the named struct types of a source file that fill such a block. */
static bool unit_struct(Dwarf_Die *unit, void *context)
{
    struct type_search *search = context;
    const char *file = dwarf_diename(unit);
    Dwarf_Die child;
    if (!file || strcmp(file, search->source) != 0 ||
        dwarf_child(unit, &child) != 0)
        return false;
    do {
        Dwarf_Word size;
        if (!symbols_look(search->symbols))
            return false;
        if (dwarf_tag(&child) != DW_TAG_structure_type ||
            !dwarf_diename(&child) || dwarf_aggregate_size(&child, &size) ||
            dwarf_diename(&child)[0] == '_' ||
            !(size == search->size ||
              (size < search->size && is_flexible(search->symbols, &child))))
            continue;
        search->found = child;
        search->count++;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

/* Finds the one struct type that such a block can be. */
static bool block_struct(struct symbols *symbols, const char *source,
                         uint64_t size, Dwarf_Die *found)
{
    struct type_search search = {symbols, source, size, {0}, 0};
    symbols_each_unit(symbols, unit_struct, &search);
    *found = search.found;
    return search.count == 1;
}

bool symbols_block_type(struct symbols *symbols, const char *source,
                        uint64_t size, char *name, size_t room)
{
    Dwarf_Die type;
    if (!block_struct(symbols, source, size, &type))
        return false;
    snprintf(name, room, "struct %s", dwarf_diename(&type));
    return true;
}

bool symbols_block(struct symbols *symbols, const char *source, uint64_t size,
                   uint64_t offset, char *name, size_t room)
{
    Dwarf_Die type, member;
    Dwarf_Word rest = offset;
    if (!block_struct(symbols, source, size, &type) ||
        !member_at(symbols, &type, &rest, &member) || !dwarf_diename(&member))
        return false;
    snprintf(name, room, "%s->%s", dwarf_diename(&type),
             dwarf_diename(&member));
    path_append(symbols, &member, rest, name, room);
    return true;
}

uint64_t symbols_address(struct symbols *symbols, const char *name)
{
    struct variable search = {.symbols = symbols, .wanted = name};
    return symbols_each_unit(symbols, unit_variable, &search) ? search.start
                                                              : 0;
}
