/**
 * @file argument.h
 * @brief What a library function does with its caller's objects.
 *
 * For functions that stand in for those of a library, where ThreadSanitizer
 * does not intercept: accesses are reported on behalf of the caller's line, and
 * the explorer may switch there. For NULL, nothing is reported. touches.txt
 * says what the functions touch.
 */
#ifndef LOCKSTEP_ARGUMENT_H
#define LOCKSTEP_ARGUMENT_H

#include <stdatomic.h>

#include "trial/caller.h"
#include "trial/engine.h"

/** @brief The call is about to read the object at @p object. */
#define ARGUMENT_READ(object)                                                  \
    argument_tell(object, sizeof *(object), false, CALLER)

/** @brief The call is about to write the object at @p object. */
#define ARGUMENT_WRITTEN(object)                                               \
    argument_tell(object, sizeof *(object), true, CALLER)

/** @brief The call is about to read the object at @p object, and needs it. */
#define ARGUMENT_NEEDED(object)                                                \
    argument_needed(object, sizeof *(object), false, CALLER)

/** @brief The call is about to write the object at @p object, and needs it. */
#define ARGUMENT_FILLED(object)                                                \
    argument_needed(object, sizeof *(object), true, CALLER)

/** While the kit reads what its caller points to: where the caller is, else
 *  NULL. A fault is then the caller's. */
extern _Atomic(const void *) argument_pc;

/** @brief Sets it, for this thread's own reading: it orders nothing. */
static inline void argument_of(const void *pc)
{
    atomic_store_explicit(&argument_pc, pc, memory_order_relaxed);
}

/** @brief Reads the first and the last of @p size bytes: what the caller points
 *  to must be there before the kit works on it. */
static inline void argument_touch(const void *object, size_t size,
                                  const void *pc)
{
    const volatile char *byte = object;
    argument_of(pc);
    (void)byte[0];
    (void)byte[size - 1];
    argument_of(NULL);
}

/** @brief The call is about to access @p size bytes that must be there, on
 *  behalf of the code at @p pc: NULL is that code's fault. */
static inline void argument_needed(const void *object, size_t size, bool write,
                                   const void *pc)
{
    argument_touch(object, size, pc);
    engine_access((void *)object, size, write, pc);
}

/** @brief The same, but for NULL nothing is reported. */
static inline void argument_tell(const void *object, size_t size, bool write,
                                 const void *pc)
{
    if (object && size > 0)
        argument_needed(object, size, write, pc);
}

/** @return What strlen() does; that ThreadSanitizer would take for an access by
 *  the kit. */
static inline size_t argument_text_length(const char *text, const void *pc)
{
    const volatile char *end = text;
    argument_of(pc);
    while (*end)
        end++;
    argument_of(NULL);
    return (size_t)(end - text);
}

/** @brief The call is about to read the text at @p text, its end included. */
static inline void argument_text_read(const char *text, const void *pc)
{
    if (text)
        argument_tell(text, argument_text_length(text, pc) + 1, false, pc);
}

#endif
