/*
 * Functions of the C library that keep their result, or where they are, in
 * static data: POSIX.1-2017 (XSH 2.9.1) does not require them to be
 * thread-safe, and in glibc they are not.
 *
 * ThreadSanitizer does not look into the C library, so two threads inside one
 * of them would go unnoticed. Here each function works on static data of the
 * probe's own, and tells the engine of it in the caller's name: a race on them
 * is found as any other, and the explorer may switch there.
 *
 * The data stand in the section of the student's static data: every round
 * begins with them afresh. Their names are what findings call them.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "trial/caller.h"
#include "trial/engine.h"

#define LIBC_DATA __attribute__((section("student_data"), aligned(8)))

/* One for gmtime() and localtime(), the other for asctime() and ctime(). */
LIBC_DATA struct tm libc_struct_tm = {0};
LIBC_DATA char libc_time_text[64] = "";
LIBC_DATA char *libc_strtok_position = NULL;
LIBC_DATA long libc_environment = 0;

char *__real_strtok_r(char *restrict text, const char *restrict delimiters,
                      char **restrict position);
char *__wrap_strtok(char *restrict text, const char *restrict delimiters);
char *__wrap_strtok(char *restrict text, const char *restrict delimiters)
{
    if (!text)
        engine_access(&libc_strtok_position, sizeof libc_strtok_position, false,
                      CALLER);
    char *position = libc_strtok_position;
    char *token = __real_strtok_r(text, delimiters, &position);
    engine_access(&libc_strtok_position, sizeof libc_strtok_position, true,
                  CALLER);
    libc_strtok_position = position;
    return token;
}

/* Thread-safe, as long as no two threads use the same position. */
char *__wrap_strtok_r(char *restrict text, const char *restrict delimiters,
                      char **restrict position);
char *__wrap_strtok_r(char *restrict text, const char *restrict delimiters,
                      char **restrict position)
{
    if (!text)
        engine_access(position, sizeof *position, false, CALLER);
    engine_access(position, sizeof *position, true, CALLER);
    return __real_strtok_r(text, delimiters, position);
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

struct tm *__wrap_gmtime(const time_t *time);
struct tm *__wrap_gmtime(const time_t *time)
{
    struct tm broken_down;
    return tm_keep(gmtime_r(time, &broken_down), CALLER);
}

struct tm *__wrap_localtime(const time_t *time);
struct tm *__wrap_localtime(const time_t *time)
{
    struct tm broken_down;
    return tm_keep(localtime_r(time, &broken_down), CALLER);
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
    const struct tm *kept = tm_keep(localtime_r(time, &broken_down), CALLER);
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
