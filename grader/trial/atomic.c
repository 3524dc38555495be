/*
 * Atomics: C11's and GCC's, as the hooks that both compilers insert.
 *
 * The one idea: the engine is asked first, then ThreadSanitizer's own hook does
 * the work and draws the happens-before edges that the memory order asks for.
 * So all schedules of the explorer are sequentially consistent, and a memory
 * order that is too weak shows as a race.
 */
#include <stdint.h>

#include "trial/caller.h"
#include "trial/engine.h"

/* ThreadSanitizer must know for whom an operation is done: reports would name
 * a line of this file. */
void __tsan_func_entry(const void *caller);
void __tsan_func_exit(void);

__extension__ typedef unsigned __int128 uint128_t;

#define LOAD(bits, type)                                                       \
    type __real___tsan_atomic##bits##_load(const volatile type *, int);        \
    type __wrap___tsan_atomic##bits##_load(const volatile type *, int);        \
    type __wrap___tsan_atomic##bits##_load(const volatile type *a, int order)  \
    {                                                                          \
        bool tell =                                                            \
            engine_atomic("atomic load", a, bits / 8, false, order, CALLER);   \
        order = engine_order(order, false);                                    \
        __tsan_func_entry(CALLER);                                             \
        type value = __real___tsan_atomic##bits##_load(a, order);              \
        __tsan_func_exit();                                                    \
        if (tell)                                                              \
            engine_atomic_done(a, true, (uint64_t)value, CALLER);              \
        return value;                                                          \
    }

#define STORE(bits, type)                                                      \
    void __real___tsan_atomic##bits##_store(volatile type *, type, int);       \
    void __wrap___tsan_atomic##bits##_store(volatile type *, type, int);       \
    void __wrap___tsan_atomic##bits##_store(volatile type *a, type value,      \
                                            int order)                         \
    {                                                                          \
        bool tell =                                                            \
            engine_atomic("atomic store", a, bits / 8, true, order, CALLER);   \
        order = engine_order(order, true);                                     \
        __tsan_func_entry(CALLER);                                             \
        __real___tsan_atomic##bits##_store(a, value, order);                   \
        __tsan_func_exit();                                                    \
        if (tell) /* a store is a change, whatever was there */                \
            engine_atomic_done(a, false, (uint64_t)value, CALLER);             \
    }

#define CHANGE(bits, type, name, words, result)                                \
    type __real___tsan_atomic##bits##_##name(volatile type *, type, int);      \
    type __wrap___tsan_atomic##bits##_##name(volatile type *, type, int);      \
    type __wrap___tsan_atomic##bits##_##name(volatile type *a, type value,     \
                                             int order)                        \
    {                                                                          \
        bool tell = engine_atomic(words, a, bits / 8, true, order, CALLER);    \
        order = engine_order(engine_order(order, false), true);                \
        __tsan_func_entry(CALLER);                                             \
        type old = __real___tsan_atomic##bits##_##name(a, value, order);       \
        __tsan_func_exit();                                                    \
        if (tell)                                                              \
            engine_atomic_done(a, old == (type)(result),                       \
                               (uint64_t)(type)(result), CALLER);              \
        return old;                                                            \
    }

/* What fails for no reason has read the value and changed nothing. */
#define WEAK(bits, type)                                                       \
    int __real___tsan_atomic##bits##_compare_exchange_weak(                    \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_weak(                    \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_weak(                    \
        volatile type *a, type *expected, type value, int order, int fail)     \
    {                                                                          \
        bool fails = false;                                                    \
        bool tell =                                                            \
            engine_atomic_weak(a, expected, bits / 8, order, &fails, CALLER);  \
        int done = 0;                                                          \
        order = engine_order(engine_order(order, false), true);                \
        fail = engine_order(fail, false);                                      \
        __tsan_func_entry(CALLER);                                             \
        if (fails)                                                             \
            *expected = __real___tsan_atomic##bits##_load(a, fail);            \
        else                                                                   \
            done = __real___tsan_atomic##bits##_compare_exchange_weak(         \
                a, expected, value, order, fail);                              \
        __tsan_func_exit();                                                    \
        type after = done ? value : *expected;                                 \
        if (tell && !done)                                                     \
            engine_atomic_failed(a);                                           \
        if (tell)                                                              \
            engine_atomic_done(a, *expected == after, (uint64_t)after,         \
                               CALLER);                                        \
        return done;                                                           \
    }

#define COMPARE(bits, type, strength)                                          \
    int __real___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *a, type *expected, type value, int order, int fail)     \
    {                                                                          \
        bool tell = engine_atomic("atomic compare-exchange", a, bits / 8,      \
                                  true, order, CALLER);                        \
        order = engine_order(engine_order(order, false), true);                \
        fail = engine_order(fail, false);                                      \
        __tsan_func_entry(CALLER);                                             \
        int done = __real___tsan_atomic##bits##_compare_exchange_##strength(   \
            a, expected, value, order, fail);                                  \
        __tsan_func_exit();                                                    \
        type after = done ? value : *expected;                                 \
        if (tell && !done)                                                     \
            engine_atomic_failed(a);                                           \
        if (tell)                                                              \
            engine_atomic_done(a, *expected == after, (uint64_t)after,         \
                               CALLER);                                        \
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
        bool tell = engine_atomic("atomic compare-exchange", a, bits / 8,      \
                                  true, order, CALLER);                        \
        order = engine_order(engine_order(order, false), true);                \
        fail = engine_order(fail, false);                                      \
        __tsan_func_entry(CALLER);                                             \
        type old = __real___tsan_atomic##bits##_compare_exchange_val(          \
            a, expected, value, order, fail);                                  \
        __tsan_func_exit();                                                    \
        type after = old == expected ? value : old;                            \
        if (tell && old != expected)                                           \
            engine_atomic_failed(a);                                           \
        if (tell)                                                              \
            engine_atomic_done(a, old == after, (uint64_t)after, CALLER);      \
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
    WEAK(bits, type)                                                           \
    COMPARE_VALUE(bits, type)

FAMILY(8, uint8_t)
FAMILY(16, uint16_t)
FAMILY(32, uint32_t)
FAMILY(64, uint64_t)
FAMILY(128, uint128_t)
