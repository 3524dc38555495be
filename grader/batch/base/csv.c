/* Comma-separated values (see csv.h). */
#include "batch/base/csv.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"

/* What is being read, and the cell that grows. */
struct reader {
    const char *text, *at;
    char separator;
    char *cell;
    size_t length, room;
};

static int cell_add(struct reader *reader, char letter)
{
    if (reader->length + 1 >= reader->room) {
        size_t room = reader->room ? 2 * reader->room : 64;
        char *grown = realloc(reader->cell, room);
        if (!grown)
            return ENOMEM;
        reader->cell = grown;
        reader->room = room;
    }
    reader->cell[reader->length++] = letter;
    reader->cell[reader->length] = '\0';
    return 0;
}

static bool at_end(const struct reader *reader)
{
    char next = *reader->at;
    return next == '\0' || next == '\n' || next == '\r' ||
           next == reader->separator;
}

/* A cell in quotes; a quote within is doubled. */
static int quoted_read(struct reader *reader)
{
    int error = 0;
    reader->at++;
    while (!error) {
        if (*reader->at == '\0')
            return EINVAL;
        if (*reader->at == '"' && *++reader->at != '"')
            break;
        error = cell_add(reader, *reader->at++);
    }
    return error;
}

static int cell_read(struct reader *reader)
{
    int error = 0;
    reader->length = 0;
    if (reader->cell)
        reader->cell[0] = '\0';
    if (*reader->at == '"')
        error = quoted_read(reader);
    while (!error && !at_end(reader))
        error = cell_add(reader, *reader->at++);
    return error;
}

static int row_add_cell(struct csv_row *row, const char *text,
                        struct csv_place place)
{
    char **cells = realloc(row->cells, (row->count + 1) * sizeof *cells);
    if (!cells)
        return ENOMEM;
    row->cells = cells;
    struct csv_place *places =
        realloc(row->places, (row->count + 1) * sizeof *places);
    if (!places)
        return ENOMEM;
    row->places = places;
    places[row->count] = place;
    cells[row->count] = strdup(text ? text : "");
    return cells[row->count++] ? 0 : ENOMEM;
}

static struct csv_row *csv_add_row(struct csv *csv)
{
    struct csv_row *grown =
        realloc(csv->rows, (csv->count + 1) * sizeof *csv->rows);
    if (!grown)
        return NULL;
    csv->rows = grown;
    csv->rows[csv->count] = (struct csv_row){.count = 0};
    return &csv->rows[csv->count++];
}

static int row_read(struct reader *reader, struct csv *csv)
{
    struct csv_row *row = csv_add_row(csv);
    if (!row)
        return ENOMEM;
    for (;;) {
        const char *start = reader->at;
        int error = cell_read(reader);
        struct csv_place place = {(size_t)(start - reader->text),
                                  (size_t)(reader->at - reader->text)};
        if (!error)
            error = row_add_cell(row, reader->cell, place);
        if (error || *reader->at != reader->separator)
            return error;
        reader->at++;
    }
}

/* The separator that the first row has most of, outside quotes; in a tie, the
 * comma. */
static char separator_guess(const char *text)
{
    static const char candidates[] = ",;\t";
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (; *text && (quoted || !strchr("\r\n", *text)); text++) {
        const char *found = quoted ? NULL : strchr(candidates, *text);
        if (found)
            counts[found - candidates]++;
        quoted ^= *text == '"';
    }
    for (size_t i = 1; i + 1 < sizeof candidates; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

int csv_parse(const char *text, struct csv *csv)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool marked = strncmp(text, mark, strlen(mark)) == 0;
    struct reader reader = {.text = text,
                            .at = text + (marked ? strlen(mark) : 0)};
    reader.separator = separator_guess(reader.at);
    *csv = (struct csv){.separator = reader.separator};
    int error = 0;
    while (!error) {
        reader.at += strspn(reader.at, "\r\n");
        if (*reader.at == '\0')
            break;
        error = row_read(&reader, csv);
    }
    free(reader.cell);
    if (error)
        csv_free(csv);
    return error;
}

int csv_read(const char *path, struct csv *csv)
{
    *csv = (struct csv){0};
    char *text = file_read(path);
    if (!text)
        return errno;
    int error = csv_parse(text, csv);
    free(text);
    return error;
}

void csv_free(struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        for (size_t j = 0; j < csv->rows[i].count; j++)
            free(csv->rows[i].cells[j]);
        free(csv->rows[i].cells);
        free(csv->rows[i].places);
    }
    free(csv->rows);
    *csv = (struct csv){0};
}

const char *csv_cell(const struct csv *csv, size_t row, size_t column)
{
    if (row >= csv->count || column >= csv->rows[row].count)
        return "";
    return csv->rows[row].cells[column];
}

int csv_column(const struct csv *csv, const char *name)
{
    for (size_t i = 0; csv->count > 0 && i < csv->rows[0].count; i++)
        if (strcasecmp(csv->rows[0].cells[i], name) == 0)
            return (int)i;
    return -1;
}

static void quoted_write(FILE *file, const char *before, const char *text)
{
    fprintf(file, "\"%s", before);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fputc('"', file);
}

/* Writes a cell whose text begins with `before`. */
static void cell_write(FILE *file, const char *before, const char *text,
                       char separator)
{
    const char special[] = {separator, '"', '\r', '\n', '\0'};
    size_t length = strlen(text);
    bool spaces =
        length && ((text[0] == ' ' && !*before) || text[length - 1] == ' ');
    if (spaces || strcspn(text, special) < length)
        quoted_write(file, before, text);
    else
        fprintf(file, "%s%s", before, text);
}

void csv_write_cell(FILE *file, const char *text, char separator)
{
    cell_write(file, "", text, separator);
}

void csv_write_quoted(FILE *file, const char *text)
{
    quoted_write(file, "", text);
}

static bool is_number(const char *text)
{
    char *end;
    if (strspn(text, "+-.0123456789") != strlen(text))
        return false;
    strtod(text, &end);
    return end != text && *end == '\0';
}

/* Also with blanks before it, which some programs drop, and with the wide
 * forms of the signs (U+FF0B, U+FF0D, U+FF1D, U+FF20). */
static bool is_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\x9D", "\xEF\xBC\xA0"};
    if (*text && strchr("\t\r\n", *text))
        return true;
    text += strspn(text, " ");
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return *text && strchr("=+-@", *text) && !is_number(text);
}

void csv_write_safe(FILE *file, const char *text, char separator)
{
    cell_write(file, is_formula(text) ? "'" : "", text, separator);
}
