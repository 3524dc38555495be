/*
 * Checks a source's directives (see directives.h).
 *
 * The scanner does what translation phases 2 and 3 of C11 (5.1.1.2) do: it
 * joins lines that end in a backslash, and tells comments and literals from
 * code. What it hands on is a directive as one line without comments.
 */
#include "gate/directives.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scanner {
    const char *next;
    const char *end;
    unsigned line;
};

/* A line without its comments, its literals whole; owned text. */
struct logical {
    char *text;
    size_t length, room;
    unsigned line; /* where it begins */
    bool raw;      /* there is a raw string in it */
};

/* The next byte in phase 2, or EOF. gcc joins lines even if blanks stand behind
 * the backslash. */
static int scan_byte(struct scanner *scanner)
{
    while (scanner->next < scanner->end && *scanner->next == '\\') {
        const char *after = scanner->next + 1;
        while (after < scanner->end && strchr(" \t\r\f\v", *after) && *after)
            after++;
        if (after == scanner->end || *after != '\n')
            break;
        scanner->next = after + 1;
        scanner->line++;
    }
    if (scanner->next == scanner->end)
        return EOF;
    if (*scanner->next == '\n')
        scanner->line++;
    return (unsigned char)*scanner->next++;
}

static int peek_byte(const struct scanner *scanner)
{
    struct scanner copy = *scanner;
    return scan_byte(&copy);
}

static void logical_add(struct logical *logical, int byte)
{
    if (logical->length + 1 >= logical->room) {
        logical->room = logical->room ? 2 * logical->room : 256;
        logical->text = realloc(logical->text, logical->room);
        if (!logical->text)
            abort();
    }
    logical->text[logical->length++] = (char)byte;
    logical->text[logical->length] = '\0';
}

/* A comment counts as one blank, and a line break in it does not end the line.
 */
static void comment_skip(struct scanner *scanner, int kind)
{
    scan_byte(scanner);
    if (kind == '/') {
        while (peek_byte(scanner) != '\n' && peek_byte(scanner) != EOF)
            scan_byte(scanner);
        return;
    }
    int byte = scan_byte(scanner);
    while (byte != EOF && !(byte == '*' && peek_byte(scanner) == '/'))
        byte = scan_byte(scanner);
    scan_byte(scanner);
}

/* R"...", u8R"..." and so on: does the text so far end in such a prefix? */
static bool raw_prefix(const struct logical *logical)
{
    size_t n = logical->length;
    if (n == 0 || logical->text[n - 1] != 'R')
        return false;
    for (n--; n > 0 && (isalnum((unsigned char)logical->text[n - 1]) ||
                        logical->text[n - 1] == '_');)
        n--;
    size_t length = logical->length - n;
    const char *word = logical->text + n;
    return length == 1 || (length == 2 && strchr("uUL", word[0])) ||
           (length == 3 && strncmp(word, "u8R", 3) == 0);
}

/* A literal ends at its quote or, broken, at the end of the line. */
static void literal_take(struct scanner *scanner, struct logical *logical,
                         int quote)
{
    logical->raw |= quote == '"' && raw_prefix(logical);
    logical_add(logical, quote);
    while (peek_byte(scanner) != '\n' && peek_byte(scanner) != EOF) {
        int byte = scan_byte(scanner);
        logical_add(logical, byte);
        if (byte == quote)
            return;
        if (byte == '\\' && peek_byte(scanner) != '\n' &&
            peek_byte(scanner) != EOF)
            logical_add(logical, scan_byte(scanner));
    }
}

static bool line_scan(struct scanner *scanner, struct logical *logical)
{
    logical->length = 0;
    logical->raw = false;
    logical->line = scanner->line;
    logical_add(logical, ' ');
    int byte = scan_byte(scanner);
    if (byte == EOF)
        return false;
    for (; byte != EOF && byte != '\n'; byte = scan_byte(scanner)) {
        int next = peek_byte(scanner);
        if (byte == '/' && (next == '/' || next == '*')) {
            comment_skip(scanner, next);
            logical_add(logical, ' ');
        } else if (byte == '"' || byte == '\'') {
            literal_take(scanner, logical, byte);
        } else {
            logical_add(logical, byte);
        }
    }
    return true;
}

/* The directive's name, and what follows it; NULL if the line is none. */
static const char *directive_begin(const char *text, char name[32])
{
    text += strspn(text, " \t\f\v\r");
    if (*text == '#')
        text++;
    else if (strncmp(text, "%:", 2) == 0)
        text += 2;
    else
        return NULL;
    text += strspn(text, " \t\f\v\r");
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    snprintf(name, 32, "%.*s", (int)length, text);
    text += length;
    return text + strspn(text, " \t\f\v\r");
}

static void include_check(const char *what, const char *header, unsigned line,
                          struct refusals *refusals)
{
    static const char path[] = "abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/-.";
    size_t length = strspn(what + (*what != '\0'), path);
    const char *name = what + 1;
    if (*what == '"' && name[length] == '"' && length == strlen(header) &&
        strncmp(name, header, length) == 0)
        return;
    if (*what == '"')
        refuse(refusals, SEVERITY_INTEGRITY, line,
               "only the lesson's own header, \"%s\", is included by a name in "
               "quotes",
               header);
    else if (*what != '<' || name[length] != '>' || *name == '/' ||
             strstr(what, ".."))
        refuse(refusals, SEVERITY_INTEGRITY, line,
               "an #include names a header of the C library in <...>, as it "
               "stands there");
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
    const char *header;
    struct words so_far;
    size_t taken; /* so many of them are in `defined` already */
    struct words *defined;
    struct refusals *refusals;
};

static void directive_check(struct context *context, const char *name,
                            const char *rest, unsigned line)
{
    static const char *const plain[] = {"if",     "ifdef", "ifndef", "elif",
                                        "else",   "endif", "error",  "warning",
                                        "pragma", ""};
    if (strcmp(name, "include") == 0) {
        include_check(rest, context->header, line, context->refusals);
        for (; context->taken < context->so_far.count; context->taken++) {
            const char *macro = context->so_far.word[context->taken];
            words_add_at(context->defined, macro, strlen(macro),
                         context->so_far.line[context->taken]);
        }
        return;
    }
    if (strcmp(name, "define") == 0 || strcmp(name, "undef") == 0) {
        size_t length = 0;
        while (isalnum((unsigned char)rest[length]) || rest[length] == '_')
            length++;
        if (!is_feature(rest, length))
            words_add_at(&context->so_far, rest, length, line);
        return;
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strcmp(name, plain[i]) == 0)
            return;
    refuse(context->refusals, SEVERITY_INTEGRITY, line,
           "no lesson needs the directive #%s", name);
}

void directives_check(const char *text, size_t length, const char *header,
                      struct words *defined, struct refusals *refusals)
{
    struct scanner scanner = {text, text + length, 1};
    struct logical logical = {.text = NULL};
    struct context context = {
        .header = header, .defined = defined, .refusals = refusals};
    char name[32];

    if (memchr(text, '\0', length))
        refuse(refusals, SEVERITY_BUILD, 0, "it holds a zero byte");
    while (line_scan(&scanner, &logical)) {
        const char *rest = directive_begin(logical.text, name);
        if (logical.raw)
            refuse(refusals, SEVERITY_BUILD, logical.line,
                   "raw strings are not part of C");
        if (rest)
            directive_check(&context, name, rest, logical.line);
    }
    words_free(&context.so_far);
    free(logical.text);
}
