/**
 * @file accesses.h
 * @brief Accesses that no compiler has instrumented, told to ThreadSanitizer.
 */
#ifndef LOCKSTEP_ACCESSES_H
#define LOCKSTEP_ACCESSES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @brief Tells ThreadSanitizer of an access, by the largest words that fit.
 *
 * It remembers four accesses for every 8 bytes and forgets the others: told
 * byte by byte, one object would drive out what other threads did to it.
 * For engines; all others call engine_access() (engine.h).
 */
void accesses_tell(void *address, size_t size, bool write, const void *pc);

#endif
