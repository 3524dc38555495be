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

/* Of these, some is of use as a hint to the processor. The names of all their
 * functions begin with `_`. */
static const char *const hinting[] = {"*intrin.h", "mm_malloc.h", "arm_acle.h"};
static const char *const hints[] = {"_mm_pause", "__yield"};
/* Not a function, though brackets follow. */
static const char attribute[] = "__attribute__";

/* It comes with the compiler and is for a kind of processor, not for C. */
static bool header_is_for_processor(const char *path)
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

static bool header_is_hinting(const char *path)
{
    const char *slash = strrchr(path, '/');
    for (size_t i = 0; slash && i < sizeof hinting / sizeof hinting[0]; i++)
        if (fnmatch(hinting[i], slash + 1, 0) == 0)
            return true;
    return false;
}

static bool is_word(const char *name, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(name, word, length) == 0;
}

static bool is_harmless(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
        if (is_word(name, length, hints[i]))
            return true;
    return is_word(name, length, attribute);
}

/* The functions of a processor's header, in one line of it, that the file
 * names. The compiler's own are judged in the file, where macros leave them. */
static void processor_check(const char *line, const struct words *names,
                            struct words *met)
{
    size_t length;
    for (const char *at = line; *at && *at != '\n'; at += length ? length : 1) {
        length = strspn(at, identifier);
        const char *behind = at + length + strspn(at + length, " ");
        if (*at == '_' && *behind == '(' && !is_harmless(at, length) &&
            words_have(names, at, length))
            words_add_at(met, at, length,
                         names->line[words_find(names, at, length)]);
    }
}

/* After the name, 3 says that the file is the system's. */
static bool marker_is_of_system(const char *line)
{
    const char *end = line + strcspn(line, "\n");
    for (; end > line && *end != '"'; end--)
        if (*end == '3' && end[-1] == ' ' && strchr(" \n", end[1]))
            return true;
    return false;
}

/* The files that the line markers name, except the student's own, the
 * compiler's inventions ("<built-in>") and the folder that it works in; and
 * what the student's own takes of a processor's. */
static void headers_find(const char *text, const struct inclusion_rules *rules,
                         struct words *headers, struct words *others,
                         struct words *processors)
{
    bool processor = false, home = false;
    unsigned at = 0; /* the line of the source */
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        char *name;
        unsigned number = marker_read(line, &name);
        size_t length = name ? strlen(name) : 0;
        const char *slash = name ? strrchr(name, '/') : NULL;
        if (!name) {
            at += home;
            if (processor)
                processor_check(line, rules->names, processors);
        } else {
            processor = header_is_for_processor(name);
            home = strcmp(name, rules->source) == 0;
            at = home ? number : at;
        }
        if (length > 0 && *name != '<' && name[length - 1] != '/' &&
            strcmp(name, rules->source) != 0) {
            words_add(headers, name, length);
            if (strcmp(slash ? slash + 1 : name, rules->header) != 0 &&
                ((marker_enters(line) && !marker_is_of_system(line)) ||
                 strstr(name, "..")))
                words_add_at(others, name, length, at);
        }
        free(name);
    }
}

/* A macro can make a header declare something else, with an attribute that no
 * token of the student's own file shows. */
void headers_check(const char *text, const struct inclusion_rules *rules,
                   struct refusals *refusals)
{
    const struct words *defined = rules->defined;
    struct words headers = {0}, others = {0}, processors = {0}, met = {0};
    headers_find(text, rules, &headers, &others, &processors);
    for (size_t i = 0; i < others.count; i++)
        refuse(refusals, SEVERITY_INTEGRITY, others.line[i],
               "only the lesson's own header, \"%s\", and those of the C "
               "library are included, not %s",
               rules->header, others.word[i]);
    for (size_t i = 0; i < processors.count; i++)
        refuse(refusals, SEVERITY_BUILD, processors.line[i],
               "no lesson needs the processor's own %s, and the race detector "
               "does not see what it does",
               processors.word[i]);
    for (size_t i = 0; i < headers.count; i++) {
        if (header_is_for_processor(headers.word[i]) &&
            !header_is_hinting(headers.word[i]))
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
    words_free(&processors);
    words_free(&others);
    words_free(&headers);
}
