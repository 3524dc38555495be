/**
 * @file symbols.h
 * @brief Lines and names behind addresses of a probe, through libdw.
 *
 * Probes are linked at fixed addresses, so an address in a running probe is
 * the one in its file.
 */
#ifndef LOCKSTEP_SYMBOLS_H
#define LOCKSTEP_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct symbols;

/** A place in a source file. */
struct place {
    char file[256]; /**< relative to the kit's root where it lies below it */
    int line;       /**< from 1; 0 if unknown */
    char function[128]; /**< its name, or "" */
};

/**
 * @brief Opens a probe's file.
 * @param path    The ELF file; borrowed for the call.
 * @param symbols Set to the new object; free it with symbols_close().
 * @return 0 or an errno value (ENOEXEC: not an ELF file with line tables).
 * One thread at a time may use an object.
 */
int symbols_open(const char *path, struct symbols **symbols);

/** @brief Frees it; NULL is allowed. */
void symbols_close(struct symbols *symbols);

/**
 * @brief Looks up the line of an address in the code.
 * @param after Whether @p pc is a return address: the call is just before it.
 * @return false if nothing is known; @p place is then empty.
 */
bool symbols_line(struct symbols *symbols, uint64_t pc, bool after,
                  struct place *place);

/**
 * @brief Names a static object: "counter", "account.lock", "slots[2]".
 * @return false if no variable of the probe covers @p address.
 */
bool symbols_object(struct symbols *symbols, uint64_t address, char *name,
                    size_t size);

/**
 * @brief Names a thread-local object in the same way.
 * @param offset From the start of a thread's block of the probe's thread-local
 *               variables, in bytes.
 * @return false if no variable covers it.
 */
bool symbols_local(struct symbols *symbols, uint64_t offset, char *name,
                   size_t size);

/**
 * @brief Names a place in a block from malloc(), "mailbox->count", when exactly
 *        one struct type of the source file has the block's size.
 * @param source The source file; its types alone are looked at.
 * @param size   The block's size, @p offset the place in it, both in bytes.
 * @return false if no type or more than one fits.
 */
bool symbols_block(struct symbols *symbols, const char *source, uint64_t size,
                   uint64_t offset, char *name, size_t room);

/**
 * @brief Names such a block as a whole: "struct mailbox".
 * @return false if no type or more than one fits.
 */
bool symbols_block_type(struct symbols *symbols, const char *source,
                        uint64_t size, char *name, size_t room);

/** @return The address of the variable @p name, or 0. */
uint64_t symbols_address(struct symbols *symbols, const char *name);

#endif
