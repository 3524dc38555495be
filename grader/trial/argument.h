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

#endif
