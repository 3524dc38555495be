/*
 * The calls that copy and fill memory.
 *
 * The one idea: ThreadSanitizer sees what they do, but not whether they stay
 * within a block. Every function must end in the library's own, reached by a
 * jump, so that reports name the student's line.
 */
#include <string.h>

#include "explore/model/margin.h"
#include "trial/argument.h"

void *__real_memcpy(void *, const void *, size_t);
void *__real_memmove(void *, const void *, size_t);
void *__real_memset(void *, int, size_t);
char *__real_strcpy(char *, const char *);
char *__real_strncpy(char *, const char *, size_t);

static void copy_check(void *to, const void *from, size_t size, const void *pc)
{
    margin_check(from, size, false, pc);
    margin_check(to, size, true, pc);
}

void *__wrap_memcpy(void *to, const void *from, size_t size)
{
    copy_check(to, from, size, CALLER);
    return __real_memcpy(to, from, size);
}

void *__wrap_memmove(void *to, const void *from, size_t size)
{
    copy_check(to, from, size, CALLER);
    return __real_memmove(to, from, size);
}

void *__wrap_memset(void *to, int byte, size_t size)
{
    margin_check(to, size, true, CALLER);
    return __real_memset(to, byte, size);
}

char *__wrap_strcpy(char *to, const char *from)
{
    copy_check(to, from, argument_text_length(from, CALLER) + 1, CALLER);
    return __real_strcpy(to, from);
}

char *__wrap_strncpy(char *to, const char *from, size_t size)
{
    margin_check(to, size, true, CALLER);
    return __real_strncpy(to, from, size);
}
