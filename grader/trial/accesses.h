/**
 * @file accesses.h
 * @brief Accesses without a hook of the compiler, reported to ThreadSanitizer.
 */
#ifndef LOCKSTEP_ACCESSES_H
#define LOCKSTEP_ACCESSES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief Reports an access to ThreadSanitizer, as at most two per 8 bytes.
 *
 * It remembers four accesses for every 8 bytes and forgets the others: reported
 * byte by byte, as __tsan_read_range_pc() does at both ends, a short text would
 * drive out its own first bytes and what other threads did to it. For engines;
 * all others call engine_access() (engine.h).
 */
void accesses_tell(void *address, size_t size, bool write, const void *pc);

#endif
