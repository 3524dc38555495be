/**
 * @file symbols_unit.h
 * @brief What the two files behind symbols.h share.
 */
#ifndef LOCKSTEP_SYMBOLS_UNIT_H
#define LOCKSTEP_SYMBOLS_UNIT_H

#include <elfutils/libdw.h>

#include "judge/symbols/symbols.h"

/** An open probe. */
struct symbols {
    int fd;          /**< of the ELF file */
    Dwarf *dwarf;    /**< libdw's handle; owned */
    char root[4096]; /**< the working directory, with a slash at its end */
    unsigned looks;  /**< at parts of the debug information, so far */
};

/**
 * @brief Asks for one more look at a part of the debug information.
 *
 * The judge reads what student code made a compiler write: any number of
 * types, variables and blocks. What is found by looking through them is found
 * within a bound, or stays without a name.
 *
 * @return Whether the bound is not reached yet.
 */
bool symbols_look(struct symbols *symbols);

/** @return Whether the bound is reached: what was found since may be wrong. */
bool symbols_spent(const struct symbols *symbols);

/** @brief Visits every compilation unit until one returns true.
 *  @return Whether one did. */
bool symbols_each_unit(struct symbols *symbols,
                       bool (*visit)(Dwarf_Die *unit, void *context),
                       void *context);

#endif
