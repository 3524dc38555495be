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
};

/** @brief Visits every compilation unit until one answers true.
 *  @return Whether one did. */
bool symbols_each_unit(struct symbols *symbols,
                       bool (*visit)(Dwarf_Die *unit, void *context),
                       void *context);

#endif
