/**
 * @file unmodelled.h
 * @brief What refuses a call by its name.
 */
#ifndef LOCKSTEP_UNMODELLED_H
#define LOCKSTEP_UNMODELLED_H

#include "explore/model/calls.h"

/** Defines what stands in for a call that has no model: it ends the schedule.
 *  The call takes at most six arguments, all in integer registers. */
#define UNMODELLED(name)                                                       \
    long __real_##name(long, long, long, long, long, long);                    \
    long __wrap_##name(long, long, long, long, long, long);                    \
    long __wrap_##name(long a, long b, long c, long d, long e, long f)         \
    {                                                                          \
        if (schedule.active)                                                   \
            finding_unmodelled(#name, CALLER);                                 \
        return __real_##name(a, b, c, d, e, f);                                \
    }

#endif
