/*
 * Atomics: C11's and GCC's, as the hooks that both compilers insert.
 *
 * The one idea: each is a scheduling point, then ThreadSanitizer's own hook
 * does the work and draws the happens-before edges that the memory order asks
 * for. So all schedules are sequentially consistent, and a memory order that
 * is too weak shows as a race.
 *
 * An operation that leaves the value as it was counts as a read: a spin lock
 * that is taken writes the same 1 again and again.
 */
#include <stdint.h>

#include "explore/calls.h"

__extension__ typedef unsigned __int128 uint128_t;

static void atomic_announce(const char *call, const volatile void *address,
                            unsigned size, bool writes, const void *pc)
{
    const struct op op = {.call = call,
                          .address = (const void *)address,
                          .pc = pc,
                          .size = size,
                          .writes = writes};
    schedule_point(&op);
    if (trace_on)
        trace_op(&op, NULL);
}

static void atomic_saw(const volatile void *address, uint64_t before,
                       uint64_t after, const void *pc)
{
    if (trace_on)
        trace_value(after);
    if (before != after)
        schedule.changes++;
    else
        schedule_glance(pc, (const void *)address, after);
}

#define LOAD(bits, type)                                                       \
    type __real___tsan_atomic##bits##_load(const volatile type *, int);        \
    type __wrap___tsan_atomic##bits##_load(const volatile type *, int);        \
    type __wrap___tsan_atomic##bits##_load(const volatile type *a, int order)  \
    {                                                                          \
        if (!schedule.active)                                                  \
            return __real___tsan_atomic##bits##_load(a, order);                \
        atomic_announce("atomic load", a, bits / 8, false, CALLER);            \
        type value = __real___tsan_atomic##bits##_load(a, order);              \
        atomic_saw(a, (uint64_t)value, (uint64_t)value, CALLER);               \
        return value;                                                          \
    }

#define STORE(bits, type)                                                      \
    void __real___tsan_atomic##bits##_store(volatile type *, type, int);       \
    void __wrap___tsan_atomic##bits##_store(volatile type *, type, int);       \
    void __wrap___tsan_atomic##bits##_store(volatile type *a, type value,      \
                                            int order)                         \
    {                                                                          \
        if (schedule.active)                                                   \
            atomic_announce("atomic store", a, bits / 8, true, CALLER);        \
        __real___tsan_atomic##bits##_store(a, value, order);                   \
        if (schedule.active)                                                   \
            atomic_saw(a, 0, (uint64_t)value, CALLER);                         \
        schedule.changes++;                                                    \
    }

#define CHANGE(bits, type, name, words, result)                                \
    type __real___tsan_atomic##bits##_##name(volatile type *, type, int);      \
    type __wrap___tsan_atomic##bits##_##name(volatile type *, type, int);      \
    type __wrap___tsan_atomic##bits##_##name(volatile type *a, type value,     \
                                             int order)                        \
    {                                                                          \
        if (!schedule.active)                                                  \
            return __real___tsan_atomic##bits##_##name(a, value, order);       \
        atomic_announce(words, a, bits / 8, true, CALLER);                     \
        type old = __real___tsan_atomic##bits##_##name(a, value, order);       \
        atomic_saw(a, (uint64_t)old, (uint64_t)(type)(result), CALLER);        \
        return old;                                                            \
    }

#define COMPARE(bits, type, strength)                                          \
    int __real___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *a, type *expected, type value, int order, int fail)     \
    {                                                                          \
        if (!schedule.active)                                                  \
            return __real___tsan_atomic##bits##_compare_exchange_##strength(   \
                a, expected, value, order, fail);                              \
        atomic_announce("atomic compare-exchange", a, bits / 8, true, CALLER); \
        int done = __real___tsan_atomic##bits##_compare_exchange_##strength(   \
            a, expected, value, order, fail);                                  \
        type after = done ? value : *expected;                                 \
        atomic_saw(a, (uint64_t)*expected, (uint64_t)after, CALLER);           \
        return done;                                                           \
    }

#define COMPARE_VALUE(bits, type)                                              \
    type __real___tsan_atomic##bits##_compare_exchange_val(                    \
        volatile type *, type, type, int, int);                                \
    type __wrap___tsan_atomic##bits##_compare_exchange_val(                    \
        volatile type *, type, type, int, int);                                \
    type __wrap___tsan_atomic##bits##_compare_exchange_val(                    \
        volatile type *a, type expected, type value, int order, int fail)      \
    {                                                                          \
        if (!schedule.active)                                                  \
            return __real___tsan_atomic##bits##_compare_exchange_val(          \
                a, expected, value, order, fail);                              \
        atomic_announce("atomic compare-exchange", a, bits / 8, true, CALLER); \
        type old = __real___tsan_atomic##bits##_compare_exchange_val(          \
            a, expected, value, order, fail);                                  \
        type after = old == expected ? value : old;                            \
        atomic_saw(a, (uint64_t)old, (uint64_t)after, CALLER);                 \
        return old;                                                            \
    }

#define FAMILY(bits, type)                                                     \
    LOAD(bits, type)                                                           \
    STORE(bits, type)                                                          \
    CHANGE(bits, type, exchange, "atomic exchange", value)                     \
    CHANGE(bits, type, fetch_add, "atomic add", old + value)                   \
    CHANGE(bits, type, fetch_sub, "atomic subtract", old - value)              \
    CHANGE(bits, type, fetch_and, "atomic and", old &value)                    \
    CHANGE(bits, type, fetch_or, "atomic or", old | value)                     \
    CHANGE(bits, type, fetch_xor, "atomic xor", old ^ value)                   \
    CHANGE(bits, type, fetch_nand, "atomic nand", ~(old & value))              \
    COMPARE(bits, type, strong)                                                \
    COMPARE(bits, type, weak)                                                  \
    COMPARE_VALUE(bits, type)

FAMILY(8, uint8_t)
FAMILY(16, uint16_t)
FAMILY(32, uint32_t)
FAMILY(64, uint64_t)
FAMILY(128, uint128_t)
