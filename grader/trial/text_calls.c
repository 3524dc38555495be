/*
 * C library functions that read or write text in the caller's memory and that
 * ThreadSanitizer does not intercept: what they touch is reported to it on the
 * caller's behalf. The gate refuses those that no lesson needs.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "trial/argument.h"

char *__real_strcat(char *restrict text, const char *restrict more);
char *__wrap_strcat(char *restrict text, const char *restrict more);
char *__wrap_strcat(char *restrict text, const char *restrict more)
{
    size_t length = argument_text_length(text, CALLER),
           added = argument_text_length(more, CALLER) + 1;
    argument_tell(text, length + 1, false, CALLER);
    argument_tell(more, added, false, CALLER);
    argument_tell(text + length, added, true, CALLER);
    return __real_strcat(text, more);
}

char *__real_strncat(char *restrict text, const char *restrict more,
                     size_t most);
char *__wrap_strncat(char *restrict text, const char *restrict more,
                     size_t most);
char *__wrap_strncat(char *restrict text, const char *restrict more,
                     size_t most)
{
    size_t length = argument_text_length(text, CALLER), added = 0;
    argument_of(CALLER);
    while (added < most && ((const volatile char *)more)[added])
        added++;
    argument_of(NULL);
    argument_tell(text, length + 1, false, CALLER);
    argument_tell(more, added, false, CALLER);
    argument_tell(text + length, added + 1, true, CALLER);
    return __real_strncat(text, more, most);
}

size_t __real_strftime(char *restrict text, size_t room,
                       const char *restrict format,
                       const struct tm *restrict time);
size_t __wrap_strftime(char *restrict text, size_t room,
                       const char *restrict format,
                       const struct tm *restrict time);
size_t __wrap_strftime(char *restrict text, size_t room,
                       const char *restrict format,
                       const struct tm *restrict time)
{
    argument_tell(time, sizeof *time, false, CALLER);
    argument_text_read(format, CALLER);
    size_t length = __real_strftime(text, room, format, time);
    argument_tell(text, length > 0 ? length + 1 : room, true, CALLER);
    return length;
}

/* For a number: the text that was understood, and the pointer to what
 * follows. */
static void number_told(const char *text, const char *stop, char **end,
                        const void *pc)
{
    argument_tell(text, (size_t)(stop - text) + 1, false, pc);
    if (end)
        argument_tell(end, sizeof *end, true, pc);
}

#define NUMBER(type, name, parameters, arguments)                              \
    type __real_##name parameters;                                             \
    type __wrap_##name parameters;                                             \
    type __wrap_##name parameters                                              \
    {                                                                          \
        char *stop;                                                            \
        argument_touch(text, 1, CALLER);                                       \
        type number = __real_##name arguments;                                 \
        number_told(text, stop, end, CALLER);                                  \
        if (end)                                                               \
            *end = stop;                                                       \
        return number;                                                         \
    }
#define WHOLE(type, name)                                                      \
    NUMBER(type, name, (const char *text, char **end, int base),               \
           (text, &stop, base))
#define BROKEN(type, name)                                                     \
    NUMBER(type, name, (const char *text, char **end), (text, &stop))

WHOLE(long, strtol)
WHOLE(long long, strtoll)
WHOLE(unsigned long, strtoul)
WHOLE(unsigned long long, strtoull)
BROKEN(double, strtod)
BROKEN(float, strtof)
BROKEN(long double, strtold)

#define SHORT(type, name, whole)                                               \
    type __wrap_##name(const char *text);                                      \
    type __wrap_##name(const char *text)                                       \
    {                                                                          \
        char *stop;                                                            \
        argument_touch(text, 1, CALLER);                                       \
        type number = (type)whole;                                             \
        number_told(text, stop, NULL, CALLER);                                 \
        return number;                                                         \
    }

SHORT(int, atoi, __real_strtol(text, &stop, 10))
SHORT(long, atol, __real_strtol(text, &stop, 10))
SHORT(long long, atoll, __real_strtoll(text, &stop, 10))
SHORT(double, atof, __real_strtod(text, &stop))

/* All of the text: it is measured before anything else. */
int __real___isoc99_vsscanf(const char *text, const char *format, va_list list);
int __wrap___isoc99_vsscanf(const char *text, const char *format, va_list list);
int __wrap___isoc99_vsscanf(const char *text, const char *format, va_list list)
{
    argument_text_read(text, CALLER);
    return __real___isoc99_vsscanf(text, format, list);
}

#define SCAN(name, by_list)                                                    \
    int __real_##by_list(const char *, const char *, va_list);                 \
    int __wrap_##name(const char *text, const char *format, ...);              \
    int __wrap_##name(const char *text, const char *format, ...)               \
    {                                                                          \
        argument_text_read(text, CALLER);                                      \
        va_list list;                                                          \
        va_start(list, format);                                                \
        int count = __real_##by_list(text, format, list);                      \
        va_end(list);                                                          \
        return count;                                                          \
    }

SCAN(__isoc99_sscanf, __isoc99_vsscanf)

void __real_perror(const char *text);
void __wrap_perror(const char *text);
void __wrap_perror(const char *text)
{
    argument_text_read(text, CALLER);
    __real_perror(text);
}
