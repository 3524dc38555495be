/* Checks a source's directives (see directives.h). */
#include "gate/directives.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate/scanner.h"

void inclusions_free(struct inclusions *inclusions)
{
    free(inclusions->at);
    *inclusions = (struct inclusions){0};
}

/* They are in the order of the file. */
static int inclusion_compare(const void *key, const void *element)
{
    unsigned line = *(const unsigned *)key;
    const struct inclusion *inclusion = element;
    return line < inclusion->first ? -1 : line > inclusion->last;
}

bool inclusion_enter(struct inclusions *inclusions, unsigned line)
{
    struct inclusion *inclusion =
        inclusions->count == 0
            ? NULL
            : bsearch(&line, inclusions->at, inclusions->count,
                      sizeof *inclusions->at, inclusion_compare);
    if (!inclusion || inclusion->entered)
        return false;
    inclusion->entered = true;
    return true;
}

static void inclusion_add(struct inclusions *inclusions,
                          const struct logical *logical)
{
    if (inclusions->count == inclusions->room) {
        inclusions->room = inclusions->room ? 2 * inclusions->room : 16;
        inclusions->at =
            realloc(inclusions->at, inclusions->room * sizeof *inclusions->at);
        if (!inclusions->at)
            abort();
    }
    inclusions->at[inclusions->count++] =
        (struct inclusion){logical->line, logical->last, false};
}

/* Bytes of the name that a text begins with. */
static size_t name_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length;
}

/* The directive's name, and what follows it; NULL if the line is not one. What
 * is not ASCII before it may be a blank to one compiler. */
static const char *directive_begin(const char *text, char name[32])
{
    while (*text && (strchr(" \t\f\v", *text) || (unsigned char)*text >= 0x80))
        text++;
    if (*text == '#')
        text++;
    else if (strncmp(text, "%:", 2) == 0)
        text += 2;
    else
        return NULL;
    text += strspn(text, " \t\f\v");
    size_t length = name_length(text);
    snprintf(name, 32, "%.*s", (int)length, text);
    text += length;
    return text + strspn(text, " \t\f\v");
}

/* Whether all of the text is one name: a macro's. */
static bool is_name(const char *text)
{
    size_t length = name_length(text);
    return length > 0 && !isdigit((unsigned char)*text) &&
           text[length + strspn(text + length, " \t\f\v")] == '\0';
}

/* What it finds is checked where it was found (headers.c). */
static void include_check(const char *what, unsigned line,
                          struct refusals *refusals)
{
    static const char path[] = "abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/-.";
    size_t length = strspn(what + (*what != '\0'), path);
    const char *name = what + 1;
    bool whole = (*what == '"' && name[length] == '"') ||
                 (*what == '<' && name[length] == '>');
    if (is_name(what) ||
        (whole && *name != '/' && !strstr(what, "..") && !strstr(what, "//")))
        return;
    refuse(refusals, SEVERITY_INTEGRITY, line,
           "an #include names the lesson's own header or one of the C "
           "library");
}

/* Macros that exist to change headers. */
static bool is_feature(const char *name, size_t length)
{
    static const char *const features[] = {"_GNU_SOURCE",    "_POSIX_C_SOURCE",
                                           "_XOPEN_SOURCE",  "_DEFAULT_SOURCE",
                                           "_ISOC11_SOURCE", "NDEBUG"};
    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++)
        if (strlen(features[i]) == length &&
            strncmp(features[i], name, length) == 0)
            return true;
    return false;
}

/* Macros defined so far become `defined` when an inclusion follows. */
struct context {
    struct words so_far;
    size_t taken; /* this many of them are in `defined` already */
    struct words *defined;
    struct inclusions *inclusions;
    struct refusals *refusals;
};

static bool is_one_of(const char *name, const char *const names[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

#define IS_ONE_OF(name, names)                                                 \
    is_one_of(name, names, sizeof names / sizeof names[0])

/* What one compiler reads as a comment, and another as a part of the text or of
 * a header's name, could hide the lines behind it. */
static void doubt_check(struct context *context, const char *name,
                        const struct logical *logical)
{
    static const char *const asking[] = {"if", "elif", "pragma"};
    static const char *const telling[] = {"error", "warning"};
    bool asks = IS_ONE_OF(name, asking);
    if (asks && (logical->doubt == DOUBT_ANGLE || logical->escaped))
        refuse(context->refusals, SEVERITY_INTEGRITY, logical->line,
               "where a comment begins in this #%s can be read in two ways: "
               "write no quote, backslash or comment behind <",
               name);
    if (IS_ONE_OF(name, telling) && logical->spread)
        refuse(context->refusals, SEVERITY_INTEGRITY, logical->line,
               "not every compiler sees a comment behind #%s: put it in a line "
               "of its own",
               name);
}

static void directive_check(struct context *context, const char *name,
                            const char *rest, const struct logical *logical)
{
    unsigned line = logical->line;
    static const char *const plain[] = {"if",     "ifdef", "ifndef", "elif",
                                        "else",   "endif", "error",  "warning",
                                        "pragma", ""};
    doubt_check(context, name, logical);
    if (strcmp(name, "include") == 0) {
        inclusion_add(context->inclusions, logical);
        include_check(rest, line, context->refusals);
        for (; context->taken < context->so_far.count; context->taken++) {
            const char *macro = context->so_far.word[context->taken];
            words_add_at(context->defined, macro, strlen(macro),
                         context->so_far.line[context->taken]);
        }
        return;
    }
    if (strcmp(name, "define") == 0 || strcmp(name, "undef") == 0) {
        size_t length = name_length(rest);
        if (!is_feature(rest, length))
            words_add_at(&context->so_far, rest, length, line);
        return;
    }
    if (!IS_ONE_OF(name, plain))
        refuse(context->refusals, SEVERITY_INTEGRITY, line,
               "no lesson needs the directive #%s", name);
}

void directives_check(const char *text, size_t length, struct words *defined,
                      struct inclusions *inclusions, struct refusals *refusals)
{
    struct scanner scanner;
    struct logical logical = {.text = NULL};
    struct context context = {
        .defined = defined, .inclusions = inclusions, .refusals = refusals};
    char name[32];

    scanner_begin(&scanner, text, length);
    if (memchr(text, '\0', length))
        refuse(refusals, SEVERITY_BUILD, 0, "it holds a zero byte");
    while (line_scan(&scanner, &logical)) {
        const char *rest = directive_begin(logical.text, name);
        if (logical.raw)
            refuse(refusals, SEVERITY_BUILD, logical.line,
                   "raw strings are not part of C");
        if (logical.doubt == DOUBT_BREAK)
            refuse(refusals, SEVERITY_INTEGRITY, logical.line,
                   "where this line or its comment ends can be read in two "
                   "ways: write it without a backslash at the end");
        if (rest)
            directive_check(&context, name, rest, &logical);
    }
    words_free(&context.so_far);
    free(logical.text);
}
