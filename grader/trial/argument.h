/**
 * @file argument.h
 * @brief What a library's function does with the objects of its caller.
 *
 * For functions that stand in for those of a library, where ThreadSanitizer
 * does not come between: it is told in the name of the caller's line, and the
 * explorer may switch there. Of NULL, nothing is told. touches.txt says what
 * the functions touch.
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

/** @brief The same for @p size bytes, in the name of the code at @p pc. */
static inline void argument_tell(const void *object, size_t size, bool write,
                                 const void *pc)
{
    if (object && size > 0)
        engine_access((void *)object, size, write, pc);
}

/** @return What strlen() does, which ThreadSanitizer would take for an access
 *  of the kit's. */
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
