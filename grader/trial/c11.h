/**
 * @file c11.h
 * @brief What a call of C11's <threads.h> returns for an error number.
 */
#ifndef LOCKSTEP_C11_H
#define LOCKSTEP_C11_H

#include <errno.h>
#include <threads.h>

/** @return The C11 result for @p error, as the GNU C library has it. */
static inline int c11_result(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

#endif
