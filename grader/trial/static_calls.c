/*
 * C library functions that keep their result, or their position, in static
 * data: POSIX.1-2017 (XSH 2.9.1) does not require them to be thread-safe, and
 * in glibc they are not.
 *
 * ThreadSanitizer does not look into the C library, so two threads inside one
 * of them would go unnoticed. Here each function works on static data of the
 * probe's own, and reports that to the engine on the caller's behalf: a race on
 * them is found like any other, and the explorer may switch there.
 *
 * The data are in the section of the student's static data: every round begins
 * with them afresh. Their names are what findings call them.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "trial/argument.h"

#define LIBC_DATA __attribute__((section("student_data"), aligned(8)))

/* One for gmtime() and localtime(), the other for asctime() and ctime(). */
LIBC_DATA struct tm libc_struct_tm = {0};
LIBC_DATA char libc_time_text[64] = "";
LIBC_DATA char *libc_strtok_position = NULL;
LIBC_DATA long libc_environment = 0;

/* What strtok_r() does, reported as it is done: it reads up to the delimiter
 * that ends the token, and writes there. Not by strspn() and the like, which
 * ThreadSanitizer takes for accesses by the kit. */
static bool is_delimiter(char c, const volatile char *delimiters)
{
    while (*delimiters && *delimiters != c)
        delimiters++;
    return c && *delimiters;
}

static char *token_cut(char *text, const char *delimiters, char **rest,
                       const void *pc)
{
    argument_text_read(delimiters, pc);
    volatile char *start = text;
    argument_of(pc);
    while (is_delimiter(*start, delimiters))
        start++;
    volatile char *stop = start;
    while (*stop && !is_delimiter(*stop, delimiters))
        stop++;
    argument_of(NULL);
    argument_tell(text, (size_t)(stop - text) + 1, false, pc);
    *rest = (char *)stop;
    if (stop == start)
        return NULL;
    if (*stop) {
        argument_tell((char *)stop, 1, true, pc);
        *stop = '\0';
        *rest = (char *)stop + 1;
    }
    return (char *)start;
}

char *__wrap_strtok(char *restrict text, const char *restrict delimiters);
char *__wrap_strtok(char *restrict text, const char *restrict delimiters)
{
    if (!text) {
        ARGUMENT_READ(&libc_strtok_position);
        text = libc_strtok_position;
    }
    char *rest = NULL;
    char *token = text ? token_cut(text, delimiters, &rest, CALLER) : NULL;
    ARGUMENT_WRITTEN(&libc_strtok_position);
    libc_strtok_position = rest;
    return token;
}

/* Thread-safe, as long as no two threads use the same text or position. */
char *__wrap_strtok_r(char *restrict text, const char *restrict delimiters,
                      char **restrict position);
char *__wrap_strtok_r(char *restrict text, const char *restrict delimiters,
                      char **restrict position)
{
    if (!text) {
        ARGUMENT_NEEDED(position);
        text = *position;
    }
    char *rest = NULL;
    char *token = text ? token_cut(text, delimiters, &rest, CALLER) : NULL;
    ARGUMENT_FILLED(position);
    *position = rest;
    return token;
}

static struct tm *tm_keep(const struct tm *broken_down, const void *pc)
{
    if (!broken_down)
        return NULL;
    engine_access(&libc_struct_tm, sizeof libc_struct_tm, true, pc);
    libc_struct_tm = *broken_down;
    return &libc_struct_tm;
}

static char *text_keep(const char *text, const void *pc)
{
    if (!text)
        return NULL;
    engine_access(libc_time_text, sizeof libc_time_text, true, pc);
    return strcpy(libc_time_text, text);
}

/* The library takes a lock before it looks at the argument, and a crash there
 * would keep it. */
#define CONVERSION(name)                                                       \
    struct tm *__real_##name(const time_t *time, struct tm *to);               \
    struct tm *__wrap_##name(const time_t *time, struct tm *to);               \
    struct tm *__wrap_##name(const time_t *time, struct tm *to)                \
    {                                                                          \
        argument_touch(time, sizeof *time, CALLER);                            \
        argument_touch(to, sizeof *to, CALLER);                                \
        return __real_##name(time, to);                                        \
    }

CONVERSION(gmtime_r)
CONVERSION(localtime_r)

struct tm *__wrap_gmtime(const time_t *time);
struct tm *__wrap_gmtime(const time_t *time)
{
    struct tm broken_down;
    argument_touch(time, sizeof *time, CALLER);
    return tm_keep(__real_gmtime_r(time, &broken_down), CALLER);
}

/* It looks at TZ each time; localtime_r() need not. */
struct tm *__wrap_localtime(const time_t *time);
struct tm *__wrap_localtime(const time_t *time)
{
    struct tm broken_down;
    tzset();
    argument_touch(time, sizeof *time, CALLER);
    return tm_keep(__real_localtime_r(time, &broken_down), CALLER);
}

char *__wrap_asctime(const struct tm *broken_down);
char *__wrap_asctime(const struct tm *broken_down)
{
    char text[sizeof libc_time_text] = "";
    return text_keep(asctime_r(broken_down, text), CALLER);
}

/* POSIX: ctime(t) is asctime(localtime(t)). */
char *__wrap_ctime(const time_t *time);
char *__wrap_ctime(const time_t *time)
{
    struct tm broken_down;
    char text[sizeof libc_time_text] = "";
    tzset();
    argument_touch(time, sizeof *time, CALLER);
    const struct tm *kept =
        tm_keep(__real_localtime_r(time, &broken_down), CALLER);
    return kept ? text_keep(asctime_r(kept, text), CALLER) : NULL;
}

#define ENVIRONMENT(type, name, write, parameters, arguments)                  \
    type __real_##name parameters;                                             \
    type __wrap_##name parameters;                                             \
    type __wrap_##name parameters                                              \
    {                                                                          \
        engine_access(&libc_environment, sizeof libc_environment, write,       \
                      CALLER);                                                 \
        return __real_##name arguments;                                        \
    }

ENVIRONMENT(char *, getenv, false, (const char *name), (name))
ENVIRONMENT(int, setenv, true,
            (const char *name, const char *value, int overwrite),
            (name, value, overwrite))
ENVIRONMENT(int, unsetenv, true, (const char *name), (name))
ENVIRONMENT(int, putenv, true, (char *setting), (setting))
