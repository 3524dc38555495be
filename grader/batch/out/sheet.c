/* CSV files that are filled in (see sheet.h). */
#include "batch/out/sheet.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

/* Why the file can't be a CSV; NULL if it can. */
static const char *complaint(const struct sheet *sheet, size_t size)
{
    if (strncmp(sheet->text, "PK\3\4", 4) == 0)
        return "is a spreadsheet's own format. Next: save it as CSV (UTF-8)";
    if (strncmp(sheet->text, "\xFF\xFE", 2) == 0 ||
        strncmp(sheet->text, "\xFE\xFF", 2) == 0 || sheet->size != size)
        return "is no plain text, or too long. Next: save it as CSV (UTF-8)";
    return NULL;
}

int sheet_read(const char *path, struct sheet *sheet)
{
    struct stat found;
    *sheet = (struct sheet){0};
    if (stat(path, &found))
        return errno;
    if (S_ISDIR(found.st_mode))
        return EISDIR;
    sheet->text = file_read(path);
    if (!sheet->text)
        return errno;
    sheet->size = strlen(sheet->text);
    const char *why = complaint(sheet, (size_t)found.st_size);
    int error = why ? EINVAL : csv_parse(sheet->text, &sheet->csv);
    if (error == EINVAL)
        fprintf(stderr, "%s: %s\n", path, why ? why : "a quote has no end");
    if (!error) {
        sheet->rows = calloc(sheet->csv.count + 1, sizeof *sheet->rows);
        error = sheet->rows ? 0 : ENOMEM;
    }
    if (error)
        sheet_free(sheet);
    return error;
}

void sheet_free(struct sheet *sheet)
{
    for (size_t i = 0; sheet->rows && i < sheet->csv.count; i++) {
        for (size_t j = 0; j < sheet->rows[i].count; j++)
            free(sheet->rows[i].set[j]);
        free(sheet->rows[i].set);
    }
    free(sheet->rows);
    csv_free(&sheet->csv);
    free(sheet->text);
    *sheet = (struct sheet){0};
}

const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column)
{
    return csv_cell(&sheet->csv, row, column);
}

int sheet_set(struct sheet *sheet, size_t row, size_t column, const char *text)
{
    if (row >= sheet->csv.count)
        return EINVAL;
    struct sheet_row *cells = &sheet->rows[row];
    if (cells->count <= column) {
        char **grown = realloc(cells->set, (column + 1) * sizeof *grown);
        if (!grown)
            return ENOMEM;
        cells->set = grown;
        while (cells->count <= column)
            grown[cells->count++] = NULL;
    }
    char *copy = strdup(text);
    if (!copy)
        return ENOMEM;
    free(cells->set[column]);
    cells->set[column] = copy;
    return 0;
}

/* Writes a row's cells that are set, and what is between them; returns how
 * much of the text is written. */
static size_t row_write(FILE *file, const struct sheet *sheet, size_t row,
                        size_t written)
{
    const struct sheet_row *to = &sheet->rows[row];
    const struct csv_row *from = &sheet->csv.rows[row];
    for (size_t i = 0; i < to->count; i++) {
        bool there = i < from->count;
        if (there && !to->set[i])
            continue;
        /* A cell that is not there follows the last one. */
        struct csv_place place = from->places[there ? i : from->count - 1];
        size_t start = there ? place.start : place.end;
        fwrite(sheet->text + written, 1, start - written, file);
        written = place.end;
        if (!there)
            fputc(sheet->csv.separator, file);
        const char *text = to->set[i] ? to->set[i] : "";
        if (there && sheet->text[start] == '"')
            csv_write_quoted(file, text);
        else
            csv_write_cell(file, text, sheet->csv.separator);
    }
    return written;
}

void sheet_write(FILE *file, const struct sheet *sheet)
{
    size_t written = 0;
    for (size_t i = 0; i < sheet->csv.count; i++)
        written = row_write(file, sheet, i, written);
    fwrite(sheet->text + written, 1, sheet->size - written, file);
}

double sheet_number(const char *text)
{
    char *copy = strdup(text + strspn(text, " "));
    double number = NAN;
    if (!copy)
        return number;
    char *comma = strchr(copy, ',');
    if (comma && !strchr(copy, '.'))
        *comma = '.';
    char *end;
    size_t length = strlen(copy);
    while (length && copy[length - 1] == ' ')
        copy[--length] = '\0';
    if (isdigit((unsigned char)*copy)) {
        number = strtod(copy, &end);
        if (*end)
            number = NAN;
    }
    free(copy);
    return number;
}

char sheet_decimal(const struct sheet *sheet, size_t row, size_t column)
{
    for (size_t i = row; i < sheet->csv.count; i++) {
        const char *text = sheet_cell(sheet, i, column);
        const char *sign = strpbrk(text, ",.");
        if (sign && !isnan(sheet_number(text)))
            return *sign;
    }
    return sheet->csv.separator == ';' ? ',' : '.';
}
