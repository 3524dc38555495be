/*
 * Reads gcc's own text of the code (see calls.h).
 *
 * The text has one statement per line, with its operands in brackets:
 *
 *     [FILE:LINE:COLUMN] gimple_call <addD.4060, boxD.4049, *p_17(D)>
 *
 * A name with `D.NUMBER` is a variable or a function, each with a number of its
 * own; one with `_NUMBER` is a value that lies in no memory. What precedes a
 * function's first block declares its own variables.
 */
#include "gate/calls.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const char *source;
    const struct words *variables;
    struct words own; /* the function's own variables */
    unsigned line;    /* of the statement, or 0 */
    struct refusals *refusals;
};

/* A part of the text. */
struct piece {
    const char *text;
    size_t length;
};

/* "[FILE:LINE:COLUMN] ", which precedes many things: its length, or 0. */
static size_t place_length(const char *text)
{
    const char *end = *text == '[' ? strchr(text, ']') : NULL;
    if (!end || end[1] != ' ')
        return 0;
    const char *digit = end;
    for (int numbers = 0; numbers < 2; numbers++) {
        const char *last = digit;
        while (isdigit((unsigned char)digit[-1]))
            digit--;
        if (digit == last || *--digit != ':')
            return 0;
    }
    return (size_t)(end + 2 - text);
}

/* The line of a place, if it is one of the student's file. */
static unsigned place_line(const char *text, const char *source)
{
    size_t length = strlen(source);
    return strncmp(text + 1, source, length) == 0 && text[1 + length] == ':'
               ? (unsigned)strtoul(text + length + 2, NULL, 10)
               : 0;
}

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '.' ||
           (unsigned char)c >= 0x80;
}

/* The next "nameD.NUMBER" in a text, without the members behind it; false:
 * there is none. */
static bool decl_next(struct piece *rest, struct piece *decl)
{
    while (rest->length > 0) {
        size_t skip = 0, length = 0;
        while (skip < rest->length && !is_name(rest->text[skip]))
            skip++;
        const char *name = rest->text + skip;
        while (skip + length < rest->length && is_name(name[length]))
            length++;
        rest->text = name + length;
        rest->length -= skip + length;
        const char *mark = memmem(name, length, "D.", 2);
        bool member = *name == '.' || (skip > 0 && name[-1] == '>');
        if (!mark || !isdigit((unsigned char)mark[2]) || member)
            continue;
        decl->text = name;
        decl->length =
            (size_t)(mark + 2 - name) + strspn(mark + 2, "0123456789");
        return true;
    }
    return false;
}

static void decls_add(struct words *words, struct piece text)
{
    struct piece decl;
    while (decl_next(&text, &decl))
        words_add(words, decl.text, decl.length);
}

/* "boxD.4049" is `box` in the source. */
static size_t name_length(struct piece decl)
{
    const char *mark = memmem(decl.text, decl.length, "D.", 2);
    return (size_t)(mark - decl.text);
}

/* Cuts the next operand off, without the place before it. */
static bool operand_next(struct piece *rest, struct piece *operand)
{
    int depth = 0;
    size_t at = 0;
    for (size_t place; (place = place_length(rest->text)) > 0;
         rest->length -= place)
        rest->text += place;
    if (rest->length == 0)
        return false;
    for (; at < rest->length; at++) {
        char c = rest->text[at];
        if (c == '"')
            for (at++; at < rest->length && rest->text[at] != '"'; at++)
                at += rest->text[at] == '\\';
        else if (c == '(' || c == '[' || c == '{' || c == '<')
            depth++;
        else if (c == ')' || c == ']' || c == '}' ||
                 (c == '>' && rest->text[at - 1] != '-'))
            depth--;
        else if (c == ',' && depth == 0)
            break;
    }
    at = at < rest->length ? at : rest->length;
    *operand = (struct piece){rest->text, at};
    size_t comma = at < rest->length ? strspn(rest->text + at, ", ") : 0;
    rest->text += at + comma;
    rest->length -= at + comma;
    return true;
}

/* Does an operand lie in memory that threads may share? */
static bool operand_is_shared(const struct reader *reader, struct piece operand)
{
    struct piece rest = operand, decl;
    bool own = false;
    if (operand.length == 0 || strchr("&\"{<-0123456789", *operand.text))
        return false;
    while (decl_next(&rest, &decl))
        if (words_have(&reader->own, decl.text, decl.length))
            own = true;
        else if (words_have(reader->variables, decl.text, name_length(decl)))
            return true;
    return !own && (memchr(operand.text, '*', operand.length) ||
                    memmem(operand.text, operand.length, "MEM", 3));
}

/* The compiler's own memcpy() and the like: what a program calls by name has
 * that name here, too (see compile.sh). */
static bool is_copy(struct piece function)
{
    static const char own[] = "__builtin_mem";
    return function.length > strlen(own) &&
           strncmp(function.text, own, strlen(own)) == 0;
}

static void call_read(struct reader *reader, struct piece rest)
{
    static const char hook[] = "__builtin___tsan_";
    struct piece operand;
    if (!operand_next(&rest, &operand))
        return;
    if (strncmp(operand.text, hook, strlen(hook)) == 0)
        return;
    if (is_copy(operand)) {
        refuse(
            reader->refusals, SEVERITY_BUILD, reader->line,
            "a structure whose size is no constant is copied, which the race "
            "detector can't see: copy it with memcpy()");
        return;
    }
    while (operand_next(&rest, &operand))
        if (operand_is_shared(reader, operand)) {
            refuse(reader->refusals, SEVERITY_BUILD, reader->line,
                   "a structure goes by value straight from shared memory to a "
                   "function, or back, which the race detector can't see: use "
                   "a variable of the function's own in between");
            return;
        }
}

static void statement_read(struct reader *reader, struct piece line)
{
    static const char call[] = "gimple_call <";
    const char *text = line.text + strspn(line.text, " ");
    size_t place = place_length(text);
    reader->line = place > 0 ? place_line(text, reader->source) : 0;
    text += place;
    if (strncmp(text, call, strlen(call)) != 0)
        return;
    text += strlen(call);
    const char *end = line.text + line.length;
    while (end > text && *--end != '>')
        ;
    call_read(reader, (struct piece){text, (size_t)(end - text)});
}

static void dump_read(struct reader *reader, const char *dump)
{
    bool head = true;
    for (const char *at = dump; *at;) {
        struct piece line = {at, strcspn(at, "\n")};
        const char *text = at + strspn(at, " ");
        if (strncmp(at, ";; Function ", 12) == 0) {
            head = true;
            words_free(&reader->own);
        } else if (head && strncmp(text, "<bb ", 4) == 0) {
            head = false;
        } else if (head && strncmp(text, "static ", 7) != 0 &&
                   strncmp(text, "{ ", 2) != 0) {
            decls_add(&reader->own, line);
        } else if (!head) {
            statement_read(reader, line);
        }
        at += line.length + (at[line.length] == '\n');
    }
}

void calls_check(const char *dump, const char *source,
                 const struct words *variables, struct refusals *refusals)
{
    struct reader reader = {
        .source = source, .variables = variables, .refusals = refusals};
    dump_read(&reader, dump);
    words_free(&reader.own);
}
