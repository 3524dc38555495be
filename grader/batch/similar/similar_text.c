/*
 * Texts for the search for similar submissions: comments out, lines out, lines
 * compared (see similar_parts.h).
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/similar/similar_parts.h"

char *similar_source(const struct works *works, const struct work *work)
{
    char *path = text_print("%s/sources/%s.c", works->out, work->source);
    char *text = path ? file_read(path) : NULL;
    free(path);
    return text;
}

/* Shorter lines, such as braces, are alike everywhere. */
enum { SHORTEST_LINE = 4 };

static char *blank_to(char *at, const char *end)
{
    for (; at < end; at++)
        if (*at != '\n')
            *at = ' ';
    return at;
}

static char *literal_end(char *at)
{
    char quote = *at++;
    while (*at && *at != quote && *at != '\n')
        at += at[0] == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

void similar_uncomment(char *text)
{
    for (char *at = text; *at;) {
        if (at[0] == '/' && at[1] == '*') {
            const char *end = strstr(at + 2, "*/");
            at = blank_to(at, end ? end + 2 : at + strlen(at));
        } else if (at[0] == '/' && at[1] == '/') {
            at = blank_to(at, at + strcspn(at, "\n"));
        } else if (*at == '"' || *at == '\'') {
            at = literal_end(at);
        } else {
            at++;
        }
    }
}

void similar_blank(char *text, size_t from, size_t to)
{
    for (size_t line = 1; *text && line <= to; line++) {
        char *end = text + strcspn(text, "\n");
        if (line >= from)
            blank_to(text, end);
        text = end + (*end == '\n');
    }
}

/* The lines of a text without their blanks, sorted; all owned. */
struct lines {
    char *text;
    char **line;
    size_t count;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Removes a line's blanks, in place; returns its new end. */
static char *squeeze(char *line, const char *end)
{
    char *to = line;
    for (const char *at = line; at < end; at++)
        if (!isspace((unsigned char)*at))
            *to++ = *at;
    return to;
}

/* Takes the text over. */
static struct lines lines_make(char *text)
{
    struct lines lines = {.text = text};
    size_t most = 1;
    for (const char *at = lines.text; at && *at; at++)
        most += *at == '\n';
    lines.line = calloc(most + 1, sizeof *lines.line);
    for (char *at = lines.text; lines.line && at && *at;) {
        char *end = at + strcspn(at, "\n");
        bool last = *end == '\0';
        char *squeezed = squeeze(at, end);
        if (squeezed - at >= SHORTEST_LINE) {
            lines.line[lines.count++] = at;
        }
        *squeezed = '\0';
        at = last ? end : end + 1;
    }
    if (lines.count > 0)
        qsort(lines.line, lines.count, sizeof *lines.line, by_text);
    return lines;
}

static void lines_free(struct lines *lines)
{
    free(lines->line);
    free(lines->text);
}

static bool lines_have(const struct lines *lines, char *const *line)
{
    return lines->count > 0 && bsearch(line, lines->line, lines->count,
                                       sizeof *line, by_text) != NULL;
}

int similar_lines(const struct works *works, const struct work *a,
                  const struct work *b)
{
    struct lines given = lines_make(strdup(works->skeleton));
    struct lines ours = lines_make(similar_source(works, a));
    struct lines theirs = lines_make(similar_source(works, b));
    size_t own = 0, same = 0;
    for (size_t i = 0; i < ours.count; i++) {
        if (lines_have(&given, &ours.line[i]))
            continue;
        own++;
        same += lines_have(&theirs, &ours.line[i]);
    }
    lines_free(&given);
    lines_free(&ours);
    lines_free(&theirs);
    return own ? (int)(100 * same / own) : 0;
}
