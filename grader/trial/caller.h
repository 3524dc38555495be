/**
 * @file caller.h
 * @brief For functions that stand in for those of a library.
 */
#ifndef LOCKSTEP_CALLER_H
#define LOCKSTEP_CALLER_H

#include <stddef.h>

/** In a C++ program: where the program's own code called what called from
 *  @p pc, if that is code of the C++ library; else @p pc. Absent elsewhere. */
const void *__lockstep_caller(const void *pc) __attribute__((weak));

/** @brief See __lockstep_caller(). */
static inline const void *caller_own(const void *pc)
{
    return __lockstep_caller ? __lockstep_caller(pc) : pc;
}

/** Where the student's code called the function that this is in. */
#define CALLER caller_own(__builtin_return_address(0))

/** The same for hooks, which compilers put behind each access: there it must
 *  cost nothing. */
#define HOOK_CALLER __builtin_return_address(0)

#endif
