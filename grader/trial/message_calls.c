/*
 * Messages on the way out: <err.h> and glibc's error(). They are written here,
 * since ThreadSanitizer does not see what the library's own do with their
 * arguments, and since the library's own would leave by an exit() that no
 * engine sees.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "trial/argument.h"

/* A message without the number of an error. */
enum { NO_ERROR = -1 };

static void message(int error, const char *format, va_list list, const void *pc)
{
    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (format) {
        argument_text_read(format, pc);
        vfprintf(stderr, format, list);
    }
    if (error != NO_ERROR) {
        char text[128];
        fprintf(stderr, "%s%s", format ? ": " : "",
                strerror_r(error, text, sizeof text));
    }
    fputc('\n', stderr);
}

#define WARN(name, error)                                                      \
    void __wrap_v##name(const char *format, va_list list);                     \
    void __wrap_##name(const char *format, ...);                               \
    void __wrap_v##name(const char *format, va_list list)                      \
    {                                                                          \
        message(error, format, list, CALLER);                                  \
    }                                                                          \
    void __wrap_##name(const char *format, ...)                                \
    {                                                                          \
        va_list list;                                                          \
        va_start(list, format);                                                \
        message(error, format, list, CALLER);                                  \
        va_end(list);                                                          \
    }
#define LEAVE(name, error)                                                     \
    _Noreturn void __wrap_v##name(int status, const char *format,              \
                                  va_list list);                               \
    _Noreturn void __wrap_##name(int status, const char *format, ...);         \
    _Noreturn void __wrap_v##name(int status, const char *format,              \
                                  va_list list)                                \
    {                                                                          \
        message(error, format, list, CALLER);                                  \
        engine_exit(#name, status, CALLER);                                    \
    }                                                                          \
    _Noreturn void __wrap_##name(int status, const char *format, ...)          \
    {                                                                          \
        va_list list;                                                          \
        va_start(list, format);                                                \
        message(error, format, list, CALLER);                                  \
        va_end(list);                                                          \
        engine_exit(#name, status, CALLER);                                    \
    }

WARN(warn, errno)
WARN(warnx, NO_ERROR)
LEAVE(err, errno)
LEAVE(errx, NO_ERROR)

/* It leaves only with a status. */
void __wrap_error(int status, int error, const char *format, ...);
void __wrap_error(int status, int error, const char *format, ...)
{
    va_list list;
    fflush(stdout);
    va_start(list, format);
    message(error ? error : NO_ERROR, format, list, CALLER);
    va_end(list);
    if (status != 0)
        engine_exit("error", status, CALLER);
}
