/**
 * @file caller.h
 * @brief For functions that stand in for those of a library.
 */
#ifndef LOCKSTEP_CALLER_H
#define LOCKSTEP_CALLER_H

/** Where the student's code called the function that this is in. */
#define CALLER __builtin_return_address(0)

#endif
