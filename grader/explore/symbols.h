/**
 * @file symbols.h
 * @brief The symbol table of the probe itself.
 */
#ifndef LOCKSTEP_SYMBOLS_H
#define LOCKSTEP_SYMBOLS_H

#include <link.h>
#include <stdbool.h>

/**
 * @brief Visits every symbol of the running program.
 * @param visit Is given the symbol and its name, valid during the call.
 * Without a table (a stripped program) nothing is visited.
 */
void symbols_visit(void (*visit)(const ElfW(Sym) * symbol, const char *name));

/** @return Whether a symbol belongs to a C program, not to ThreadSanitizer's
 *  runtime, which is C++ and may be linked into the program. */
bool symbol_is_of_c(const char *name);

/** @return Whether @p pc lies in ThreadSanitizer's runtime, as far as that is
 *  part of the program. */
bool pc_is_of_runtime(const void *pc);

#endif
