/**
 * @file high.h
 * @brief Descriptors of the kit, out of a program's way.
 *
 * A program gets the lowest number that is free, and each schedule must get the
 * same ones: what the kit opens between schedules has high numbers.
 */
#ifndef LOCKSTEP_HIGH_H
#define LOCKSTEP_HIGH_H

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/** Numbers from here on are the kit's. */
enum { HIGH_FIRST = 900 };

/** @return Another, high number for the file of a descriptor (where the system
 *  has no such numbers, a lower one), or -1. */
static inline int high_copy(int descriptor)
{
    enum { LOWER = 10 };
    long copy = syscall(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, HIGH_FIRST);
    if (copy < 0)
        copy = syscall(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, LOWER);
    return (int)copy;
}

/** @brief Gives a file a high number in place of its own, if it can.
 *  @return The number; -1 stays -1. */
static inline int high_move(int descriptor)
{
    int copy = descriptor < 0 ? -1 : high_copy(descriptor);
    if (copy < 0)
        return descriptor;
    syscall(SYS_close, descriptor);
    return copy;
}

#endif
