/* CSV files that are filled in (see sheet.h). */
#include "batch/sheet.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "judge/file.h"

static const char mark[] = "\xEF\xBB\xBF";

/* What is being taken apart. */
struct reader {
    struct sheet *sheet;
    size_t at;
};

static bool ends_line(char letter)
{
    return letter == '\n' || letter == '\r';
}

/* The separator that the first row has most of, outside of quotes. */
static char separator_guess(const char *text)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    for (; *text && (quoted || !ends_line(*text)); text++) {
        const char *found = quoted ? NULL : strchr(candidates, *text);
        if (found)
            counts[found - candidates]++;
        quoted ^= *text == '"';
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static struct sheet_row *row_add(struct sheet *sheet)
{
    struct sheet_row *grown =
        realloc(sheet->rows, (sheet->count + 1) * sizeof *sheet->rows);
    if (!grown)
        return NULL;
    sheet->rows = grown;
    grown[sheet->count] = (struct sheet_row){NULL, 0};
    return &grown[sheet->count++];
}

static struct sheet_cell *cell_add(struct sheet_row *row, size_t start,
                                   size_t end)
{
    struct sheet_cell *grown =
        realloc(row->cells, (row->count + 1) * sizeof *row->cells);
    if (!grown)
        return NULL;
    row->cells = grown;
    grown[row->count] = (struct sheet_cell){start, end, NULL, NULL};
    return &grown[row->count++];
}

/* What a cell says: its text with the quotes around and within undone. */
static char *cell_text(const struct sheet *sheet, size_t start, size_t end)
{
    char *text = malloc(end - start + 1);
    size_t length = 0;
    bool quoted = end > start && sheet->text[start] == '"';
    bool inside = quoted;
    for (size_t i = start + quoted; text && i < end; i++) {
        char letter = sheet->text[i];
        if (inside && letter == '"') {
            inside = i + 1 < end && sheet->text[i + 1] == '"';
            i += inside;
            if (!inside)
                continue;
        }
        text[length++] = letter;
    }
    if (text)
        text[length] = '\0';
    return text;
}

static int cell_read(struct reader *reader, struct sheet_row *row)
{
    const struct sheet *sheet = reader->sheet;
    size_t start = reader->at;
    bool quoted = sheet->text[start] == '"';
    size_t at = start + quoted;
    for (; sheet->text[at]; at++) {
        if (sheet->text[at] == '"' && start < at && sheet->text[start] == '"')
            quoted = !quoted;
        else if (!quoted && (ends_line(sheet->text[at]) ||
                             sheet->text[at] == sheet->separator))
            break;
    }
    if (quoted)
        return EINVAL;
    reader->at = at;
    struct sheet_cell *cell = cell_add(row, start, at);
    if (!cell)
        return ENOMEM;
    cell->text = cell_text(sheet, start, at);
    return cell->text ? 0 : ENOMEM;
}

static int rows_read(struct reader *reader)
{
    struct sheet *sheet = reader->sheet;
    for (;;) {
        reader->at += strspn(sheet->text + reader->at, "\r\n");
        if (!sheet->text[reader->at])
            return 0;
        struct sheet_row *row = row_add(sheet);
        int error = row ? 0 : ENOMEM;
        while (!error) {
            error = cell_read(reader, row);
            if (error || sheet->text[reader->at] != sheet->separator)
                break;
            reader->at++;
        }
        if (error)
            return error;
    }
}

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
    bool marked = strncmp(sheet->text, mark, strlen(mark)) == 0;
    struct reader reader = {sheet, marked ? strlen(mark) : 0};
    sheet->separator = separator_guess(sheet->text + reader.at);
    int error = why ? EINVAL : rows_read(&reader);
    if (error == EINVAL)
        fprintf(stderr, "%s: %s\n", path, why ? why : "a quote has no end");
    if (error)
        sheet_free(sheet);
    return error;
}

void sheet_free(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++) {
        for (size_t j = 0; j < sheet->rows[i].count; j++) {
            free(sheet->rows[i].cells[j].text);
            free(sheet->rows[i].cells[j].set);
        }
        free(sheet->rows[i].cells);
    }
    free(sheet->rows);
    free(sheet->text);
    *sheet = (struct sheet){0};
}

const char *sheet_cell(const struct sheet *sheet, size_t row, size_t column)
{
    if (row >= sheet->count || column >= sheet->rows[row].count)
        return "";
    return sheet->rows[row].cells[column].text;
}

int sheet_set(struct sheet *sheet, size_t row, size_t column, const char *text)
{
    if (row >= sheet->count)
        return EINVAL;
    struct sheet_row *cells = &sheet->rows[row];
    while (cells->count <= column) {
        size_t end = cells->cells[cells->count - 1].end;
        struct sheet_cell *added = cell_add(cells, end, end);
        if (added) {
            added->text = strdup("");
            added->set = strdup("");
        }
        if (!added || !added->text || !added->set)
            return ENOMEM;
    }
    char *copy = strdup(text);
    if (!copy)
        return ENOMEM;
    free(cells->cells[column].set);
    cells->cells[column].set = copy;
    return 0;
}

static void cell_write(FILE *file, const struct sheet *sheet,
                       const struct sheet_cell *cell)
{
    const char special[] = {sheet->separator, '"', '\r', '\n', '\0'};
    bool was = cell->end > cell->start && sheet->text[cell->start] == '"';
    if (!was && !strpbrk(cell->set, special)) {
        fputs(cell->set, file);
        return;
    }
    fputc('"', file);
    for (const char *at = cell->set; *at; at++) {
        if (*at == '"')
            fputc('"', file);
        fputc(*at, file);
    }
    fputc('"', file);
}

void sheet_write(FILE *file, const struct sheet *sheet)
{
    size_t written = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        for (size_t j = 0; j < row->count; j++) {
            const struct sheet_cell *cell = &row->cells[j];
            if (!cell->set)
                continue;
            fwrite(sheet->text + written, 1, cell->start - written, file);
            /* A cell that was not there stands where the one before ends. */
            bool fresh = j > 0 && cell->start == row->cells[j - 1].end;
            if (fresh)
                fputc(sheet->separator, file);
            cell_write(file, sheet, cell);
            written = cell->end;
        }
    }
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
    for (size_t i = row; i < sheet->count; i++) {
        const char *text = sheet_cell(sheet, i, column);
        const char *sign = strpbrk(text, ",.");
        if (sign && !isnan(sheet_number(text)))
            return *sign;
    }
    return sheet->separator == ';' ? ',' : '.';
}
