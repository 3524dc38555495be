/**
 * @file accesses.h
 * @brief Accesses that no compiler has instrumented, told to ThreadSanitizer.
 */
#ifndef LOCKSTEP_ACCESSES_H
#define LOCKSTEP_ACCESSES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief Tells ThreadSanitizer of an access, in at most two for every 8 bytes.
 *
 * It remembers four accesses for every 8 bytes and forgets the others: told
 * byte by byte, as __tsan_read_range_pc() does at both ends, a short text would
 * drive out its own first bytes and what other threads did to it.
 * For engines; all others call engine_access() (engine.h).
 */
void accesses_tell(void *address, size_t size, bool write, const void *pc);

#endif
