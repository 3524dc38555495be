/* Checks the headers that a source includes (see headers.h). */
#include "gate/headers.h"

#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "gate/tokens.h"

static const char identifier[] = "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/* The headers of the C language, as far as the compiler provides them. */
static const char *const language[] = {
    "__std*.h",   "float.h",      "iso646.h",      "limits.h",  "syslimits.h",
    "stdalign.h", "stdarg.h",     "stdatomic.h",   "stdbool.h", "stddef.h",
    "stdint.h",   "stdint-gcc.h", "stdnoreturn.h", "tgmath.h",  "unwind.h",
};

/* It comes with the compiler and is for a kind of processor, not for C. */
static bool header_is_needless(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash || (fnmatch("*/gcc/*/include/*", path, 0) != 0 &&
                   fnmatch("*/clang/*/include/*", path, 0) != 0))
        return false;
    for (size_t i = 0; i < sizeof language / sizeof language[0]; i++)
        if (fnmatch(language[i], slash + 1, 0) == 0)
            return false;
    return true;
}

/* Macros that occur in a header's code, outside its comments. */
static void header_check(const char *path, const struct words *defined,
                         struct words *met)
{
    char *text = text_read(path, NULL);
    for (char *at = text; (at = strstr(at, "/*"));) {
        char *end = strstr(at + 2, "*/");
        size_t length = end ? (size_t)(end + 2 - at) : strlen(at);
        memset(at, ' ', length);
    }
    for (char *at = text; *at;) {
        size_t length = strspn(at, identifier);
        if (length > 0 && words_have(defined, at, length))
            words_add(met, at, length);
        at += length > 0 ? length : 1;
    }
    free(text);
}

/* The files that the line markers name, except the student's own, the
 * compiler's inventions ("<built-in>") and the folder that it works in. */
static void headers_find(const char *text, const char *source,
                         struct words *headers)
{
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        char *name;
        marker_read(line, &name);
        size_t length = name ? strlen(name) : 0;
        if (length > 0 && *name != '<' && name[length - 1] != '/' &&
            strcmp(name, source) != 0)
            words_add(headers, name, length);
        free(name);
    }
}

/* A macro can make a header declare something else, with an attribute that no
 * token of the student's own file shows. */
void headers_check(const char *text, const char *source,
                   const struct words *defined, struct refusals *refusals)
{
    struct words headers = {0}, met = {0};
    headers_find(text, source, &headers);
    for (size_t i = 0; i < headers.count; i++) {
        if (header_is_needless(headers.word[i]))
            refuse(refusals, SEVERITY_BUILD, 0,
                   "no lesson needs the processor's own header %s",
                   strrchr(headers.word[i], '/') + 1);
        if (defined->count > 0)
            header_check(headers.word[i], defined, &met);
    }
    for (size_t i = 0; i < met.count; i++)
        refuse(refusals, SEVERITY_BUILD,
               defined->line[words_find(defined, met.word[i],
                                        strlen(met.word[i]))],
               "the macro %s changes what a header says: define it behind the "
               "#include lines",
               met.word[i]);
    words_free(&met);
    words_free(&headers);
}
