/* Earlier attempts (see attempt.h). */
#include "batch/intake/attempt.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "batch/base/problem.h"
#include "batch/intake/moments.h"

/* What a path is without its numbers, and these. */
struct attempt {
    const struct piece *piece;
    char *shape;
    char *order; /* the numbers, each as wide as any, so that they compare as
                    texts */
};

enum { NUMBER_WIDTH = 20 };

/* Whether a folder is "2", "Version 2", "attempt_3": a number alone only
 * directly below the owner's part. */
static bool is_version(const char *part, size_t length, size_t below)
{
    static const char *const words[] = {
        "version", "attempt", "submission", "versuch", "try", "v", ""};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t size = strlen(words[i]);
        if (part[length] != '/' || size >= length ||
            strncasecmp(part, words[i], size) != 0 || (size == 0 && below != 1))
            continue;
        size_t at = size;
        if (size > 0 && strchr(" _-", part[at]))
            at++;
        size_t digits = strspn(part + at, "0123456789");
        if (digits > 0 && at + digits == length)
            return true;
    }
    return false;
}

static void digits_write(FILE *shape, FILE *order, const char **at,
                         const char *end)
{
    const char *from = *at;
    while (from < end && *from == '0')
        from++;
    const char *to = from;
    while (to < end && isdigit((unsigned char)*to))
        to++;
    fprintf(order, "%*.*s", NUMBER_WIDTH, (int)(to - from), from);
    putc('#', shape);
    *at = to;
}

/* Where the student's own name of a file begins, which others stand before. */
static size_t own_name(const char *part, size_t length)
{
    while (length > 0 && part[length - 1] != '_')
        length--;
    return length;
}

/* One part of a path; `below` counts from the part that tells the owner. */
static void part_write(FILE *shape, FILE *order, const char *part,
                       size_t length, size_t below)
{
    char *text = strndup(part, length);
    struct moment_place moment;
    bool dated = text && moment_find(text, &moment);
    /* What the student's own file is called has no say: "lock (2).c" may be
     * another file. */
    size_t counted = is_version(part, length, below) ? length : 0;
    if (below == 0)
        counted = part[length] == '/' ? length : own_name(part, length);
    const char *end = part + length;
    for (const char *at = part; at < end;) {
        if (dated && at == part + moment.start) {
            fprintf(order, "%*lld", NUMBER_WIDTH, (long long)moment.time);
            putc('@', shape);
            at = part + moment.end;
        } else if (at < part + counted && isdigit((unsigned char)*at)) {
            digits_write(shape, order, &at, end);
        } else {
            putc(*at++, shape);
        }
    }
    free(text);
}

static int attempt_make(const struct field *field, const struct piece *piece,
                        struct attempt *attempt)
{
    size_t size;
    const char *path = field_candidate(field, piece)->path;
    *attempt = (struct attempt){.piece = piece};
    FILE *shape = open_memstream(&attempt->shape, &size);
    FILE *order = open_memstream(&attempt->order, &size);
    if (shape && order) {
        const char *part = path + piece->own;
        fwrite(path, 1, piece->own, shape);
        if (piece->stamped)
            fprintf(order, "%*lld", NUMBER_WIDTH, (long long)piece->time);
        for (size_t below = 0; *part; below++) {
            size_t length = strcspn(part, "/");
            part_write(shape, order, part, length, below);
            part += length + (part[length] == '/');
            putc('/', shape);
        }
    }
    int error = shape && order ? 0 : ENOMEM;
    if (shape && fclose(shape))
        error = ENOMEM;
    if (order && fclose(order))
        error = ENOMEM;
    return error;
}

/* The same shape side by side, the last attempt first. */
static int attempt_compare(const void *left, const void *right)
{
    const struct attempt *a = left, *b = right;
    int order = strcmp(a->shape, b->shape);
    return order ? order : strcmp(b->order, a->order);
}

/* Keeps the first of each shape, and those that are as late. */
static void last_keep(struct field *field, const struct attempt *attempt,
                      size_t count)
{
    size_t left_out = 0, last = 0;
    field->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(attempt[last].shape, attempt[i].shape) != 0)
            last = i;
        if (strcmp(attempt[last].order, attempt[i].order) == 0)
            field->piece[field->count++] = attempt[i].piece;
        else
            left_out++;
    }
    if (left_out > 0)
        problem_add(field->problems, "attempt_left_out",
                    field_candidate(field, field->piece[0])->path,
                    "It was handed in several times; the last attempt counts, "
                    "%zu before it %s left out.",
                    left_out, left_out == 1 ? "was" : "were");
}

int attempts_drop(struct field *field)
{
    if (field->count < 2)
        return 0;
    size_t count = field->count;
    int error = 0;
    struct attempt *attempt = calloc(count, sizeof *attempt);
    if (!attempt)
        return ENOMEM;
    for (size_t i = 0; !error && i < count; i++)
        error = attempt_make(field, field->piece[i], &attempt[i]);
    if (!error) {
        qsort(attempt, count, sizeof *attempt, attempt_compare);
        last_keep(field, attempt, count);
    }
    for (size_t i = 0; i < count; i++) {
        free(attempt[i].shape);
        free(attempt[i].order);
    }
    free(attempt);
    return error;
}
