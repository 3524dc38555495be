/*
 * Atomics: C11's and GCC's, as the hooks that both compilers insert.
 *
 * The one idea: the engine is asked first, then ThreadSanitizer's own hook does
 * the work. Where the engine says that an older value is seen, or that a store
 * goes behind a newer one, memory stays as it is: the hook is told of an access
 * that leaves it so.
 */
#include <stdint.h>

#include "trial/caller.h"
#include "trial/engine.h"

/* ThreadSanitizer must know for whom an operation is done: reports would name
 * a line of this file. */
void __tsan_func_entry(const void *caller);
void __tsan_func_exit(void);

#define LOAD(bits, type)                                                       \
    type __real___tsan_atomic##bits##_load(const volatile type *, int);        \
    type __wrap___tsan_atomic##bits##_load(const volatile type *, int);        \
    type __real___tsan_atomic##bits##_fetch_add(volatile type *, type, int);   \
    type __wrap___tsan_atomic##bits##_load(const volatile type *a, int order)  \
    {                                                                          \
        const struct atomic_call call = {.call = "atomic load",                \
                                         .address = a,                         \
                                         .pc = CALLER,                         \
                                         .size = bits / 8,                     \
                                         .reads = true,                        \
                                         .order = order};                      \
        const struct atomic_turn turn = engine_atomic(&call);                  \
        __tsan_func_entry(CALLER);                                             \
        type value = __real___tsan_atomic##bits##_load(a, turn.order);         \
        __tsan_func_exit();                                                    \
        if (turn.older)                                                        \
            value = (type)turn.value;                                          \
        if (turn.told)                                                         \
            engine_atomic_done(a, true, value, CALLER);                        \
        return value;                                                          \
    }

#define STORE(bits, type)                                                      \
    void __real___tsan_atomic##bits##_store(volatile type *, type, int);       \
    void __wrap___tsan_atomic##bits##_store(volatile type *, type, int);       \
    void __wrap___tsan_atomic##bits##_store(volatile type *a, type value,      \
                                            int order)                         \
    {                                                                          \
        const struct atomic_call call = {.call = "atomic store",               \
                                         .address = a,                         \
                                         .pc = CALLER,                         \
                                         .size = bits / 8,                     \
                                         .writes = true,                       \
                                         .order = order,                       \
                                         .operand = value};                    \
        const struct atomic_turn turn = engine_atomic(&call);                  \
        __tsan_func_entry(CALLER);                                             \
        if (turn.older)                                                        \
            __real___tsan_atomic##bits##_fetch_add(a, 0, turn.order);          \
        else                                                                   \
            __real___tsan_atomic##bits##_store(a, value, turn.order);          \
        __tsan_func_exit();                                                    \
        if (turn.told) /* a store is a change, whatever was there */           \
            engine_atomic_done(a, false, value, CALLER);                       \
    }

#define CHANGE(bits, type, name, words, result)                                \
    type __real___tsan_atomic##bits##_##name(volatile type *, type, int);      \
    type __wrap___tsan_atomic##bits##_##name(volatile type *, type, int);      \
    type __wrap___tsan_atomic##bits##_##name(volatile type *a, type value,     \
                                             int order)                        \
    {                                                                          \
        const struct atomic_call call = {.call = words,                        \
                                         .address = a,                         \
                                         .pc = CALLER,                         \
                                         .size = bits / 8,                     \
                                         .reads = true,                        \
                                         .writes = true,                       \
                                         .order = order,                       \
                                         .operand = value};                    \
        const struct atomic_turn turn = engine_atomic(&call);                  \
        type old = (type)turn.value;                                           \
        __tsan_func_entry(CALLER);                                             \
        if (turn.older)                                                        \
            __real___tsan_atomic##bits##_fetch_add(a, 0, turn.order);          \
        else                                                                   \
            old = __real___tsan_atomic##bits##_##name(a, value, turn.order);   \
        __tsan_func_exit();                                                    \
        if (turn.told)                                                         \
            engine_atomic_done(a, old == (type)(result), (type)(result),       \
                               CALLER);                                        \
        return old;                                                            \
    }

/* Both kinds of compare-exchange, and what they have in common: one that fails
 * for no reason has read the value and changed nothing. Returns the value that
 * it saw; it has written if that is `expected` and turn.fails is not set. */
#define COMPARE_TURN(bits, type)                                               \
    type __real___tsan_atomic##bits##_compare_exchange_val(                    \
        volatile type *, type, type, int, int);                                \
    static bool compare##bits(const struct atomic_call *call, type value,      \
                              type *saw)                                       \
    {                                                                          \
        volatile type *a = (volatile type *)call->address;                     \
        const struct atomic_turn turn = engine_atomic(call);                   \
        type expected = *(const volatile type *)call->expected;                \
        __tsan_func_entry(call->pc);                                           \
        if (turn.fails || (turn.older && (type)turn.value != expected))        \
            *saw = __real___tsan_atomic##bits##_load(a, turn.fail);            \
        else if (turn.older)                                                   \
            __real___tsan_atomic##bits##_fetch_add(a, 0, turn.order);          \
        else                                                                   \
            *saw = __real___tsan_atomic##bits##_compare_exchange_val(          \
                a, expected, value, turn.order, turn.fail);                    \
        __tsan_func_exit();                                                    \
        if (turn.older)                                                        \
            *saw = (type)turn.value;                                           \
        bool done = !turn.fails && *saw == expected;                           \
        type after = done ? value : *saw;                                      \
        if (turn.told && !done)                                                \
            engine_atomic_failed(a);                                           \
        if (turn.told)                                                         \
            engine_atomic_done(a, *saw == after, after, call->pc);             \
        return done;                                                           \
    }

#define COMPARE_CALL(bits, is_weak, wanted, with, on_success, on_failure)      \
    {                                                                          \
        .call = "atomic compare-exchange", .address = a, .pc = CALLER,         \
        .expected = (wanted), .size = bits / 8, .reads = true, .writes = true, \
        .weak = (is_weak), .order = (on_success), .fail = (on_failure),        \
        .operand = (with)                                                      \
    }

#define COMPARE(bits, type, strength, is_weak)                                 \
    int __wrap___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *, type *, type, int, int);                              \
    int __wrap___tsan_atomic##bits##_compare_exchange_##strength(              \
        volatile type *a, type *expected, type value, int order, int fail)     \
    {                                                                          \
        const struct atomic_call call =                                        \
            COMPARE_CALL(bits, is_weak, expected, value, order, fail);         \
        type saw;                                                              \
        bool done = compare##bits(&call, value, &saw);                         \
        if (!done)                                                             \
            *expected = saw;                                                   \
        return done;                                                           \
    }

#define COMPARE_VALUE(bits, type)                                              \
    type __wrap___tsan_atomic##bits##_compare_exchange_val(                    \
        volatile type *, type, type, int, int);                                \
    type __wrap___tsan_atomic##bits##_compare_exchange_val(                    \
        volatile type *a, type expected, type value, int order, int fail)      \
    {                                                                          \
        const struct atomic_call call =                                        \
            COMPARE_CALL(bits, false, &expected, value, order, fail);          \
        type saw;                                                              \
        compare##bits(&call, value, &saw);                                     \
        return saw;                                                            \
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
    COMPARE_TURN(bits, type)                                                   \
    COMPARE(bits, type, strong, false)                                         \
    COMPARE(bits, type, weak, true)                                            \
    COMPARE_VALUE(bits, type)

FAMILY(8, uint8_t)
FAMILY(16, uint16_t)
FAMILY(32, uint32_t)
FAMILY(64, uint64_t)
FAMILY(128, uint128_t)
