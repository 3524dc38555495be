/* Looks for variables that are not constants (see constants.h). */
#include "gate/constants.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXIT_BROKEN = 2, DEEPEST = 2000, LONGEST = 100 };

/* Is an object of this type constant and volatile, or its elements? A type that
 * takes too many steps to tell is taken for one. */
static bool type_is_both(Dwarf_Die *variable)
{
    Dwarf_Attribute attribute;
    Dwarf_Die type;
    bool constant = false, changing = false;
    unsigned steps = 0;
    Dwarf_Attribute *of =
        dwarf_attr_integrate(variable, DW_AT_type, &attribute);
    while (of && dwarf_formref_die(of, &type)) {
        int tag = dwarf_tag(&type);
        constant |= tag == DW_TAG_const_type;
        changing |= tag == DW_TAG_volatile_type;
        if (steps++ == LONGEST)
            return true;
        if (tag != DW_TAG_const_type && tag != DW_TAG_volatile_type &&
            tag != DW_TAG_typedef && tag != DW_TAG_array_type &&
            tag != DW_TAG_atomic_type)
            break;
        of = dwarf_attr(&type, DW_AT_type, &attribute);
    }
    return constant && changing;
}

static void scope_check(Dwarf_Die *scope, unsigned depth,
                        struct refusals *refusals)
{
    Dwarf_Die child;
    if (depth == DEEPEST)
        refuse(refusals, SEVERITY_BUILD, 0, "its blocks are nested too deep");
    if (depth == DEEPEST || dwarf_child(scope, &child) != 0)
        return;
    do {
        int line = 0, tag = dwarf_tag(&child);
        if (tag == DW_TAG_variable && type_is_both(&child)) {
            const char *name = dwarf_diename(&child);
            dwarf_decl_line(&child, &line);
            refuse(refusals, SEVERITY_BUILD, (unsigned)line,
                   "the race detector takes %s for a constant: don't declare "
                   "it const and volatile",
                   name ? name : "this variable");
        } else if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block) {
            scope_check(&child, depth + 1, refusals);
        }
    } while (dwarf_siblingof(&child, &child) == 0);
}

void constants_check(const char *path, struct refusals *refusals)
{
    static const Dwfl_Callbacks callbacks = {.section_address =
                                                 dwfl_offline_section_address};
    Dwfl *dwfl = dwfl_begin(&callbacks);
    Dwfl_Module *module =
        dwfl ? dwfl_report_offline(dwfl, path, path, -1) : NULL;
    Dwarf_Die *unit = NULL;
    Dwarf_Addr bias;
    if (!module || dwfl_report_end(dwfl, NULL, NULL)) {
        fprintf(stderr, "gate: %s: %s\n", path, dwfl_errmsg(-1));
        exit(EXIT_BROKEN);
    }
    while ((unit = dwfl_module_nextcu(module, unit, &bias)))
        scope_check(unit, 0, refusals);
    dwfl_end(dwfl);
}
