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

#include "trial/caller.h"
#include "trial/engine.h"

/** @brief The call is about to read the object at @p object. */
#define ARGUMENT_READ(object)                                                  \
    argument_tell(object, sizeof *(object), false, CALLER)

/** @brief The call is about to write the object at @p object. */
#define ARGUMENT_WRITTEN(object)                                               \
    argument_tell(object, sizeof *(object), true, CALLER)

/** @brief The same for @p size bytes, on behalf of the code at @p pc. */
static inline void argument_tell(const void *object, size_t size, bool write,
                                 const void *pc)
{
    if (object && size > 0)
        engine_access((void *)object, size, write, pc);
}

/** @return What strlen() does; that ThreadSanitizer would take for an access by
 *  the kit. */
static inline size_t argument_text_length(const char *text)
{
    const volatile char *end = text;
    while (*end)
        end++;
    return (size_t)(end - text);
}

/** @brief The call is about to read the text at @p text, its end included. */
static inline void argument_text_read(const char *text, const void *pc)
{
    if (text)
        argument_tell(text, argument_text_length(text) + 1, false, pc);
}

#endif
