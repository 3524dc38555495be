/**
 * @file kit.h
 * @brief Which code of a probe is the kit's own.
 */
#ifndef LOCKSTEP_KIT_H
#define LOCKSTEP_KIT_H

#include <stdbool.h>
#include <stdint.h>

/** @name The linker's names for the ends of the section (Makefile, OWN)
 *  @{ */
extern char __start_kit_text[]; /**< its first byte */
extern char __stop_kit_text[];  /**< the one behind its last */
extern char __start_trial_text[] __attribute__((weak)); /**< of the trials */
extern char __stop_trial_text[] __attribute__((weak));  /**< see above */
/** @} */

/** @return Whether @p pc is in the kit's code: a call from there is not the
 *  program's, whatever stands in for the function. */
static inline bool kit_holds(const void *pc)
{
    return (uintptr_t)pc - (uintptr_t)__start_kit_text <
           (uintptr_t)(__stop_kit_text - __start_kit_text);
}

/** @return Whether @p pc is in a trial: what it looks at, it sees as it is. */
static inline bool trial_holds_code(const void *pc)
{
    return (uintptr_t)pc - (uintptr_t)__start_trial_text <
           (uintptr_t)(__stop_trial_text - __start_trial_text);
}

#endif
