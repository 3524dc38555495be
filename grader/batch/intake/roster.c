/* Reads a roster (see roster.h). */
#include "batch/intake/roster.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/csv.h"
#include "batch/base/names.h"
#include "batch/base/problem.h"
#include "batch/intake/roster_columns.h"

/* A cell without the spaces around it. */
static char *cell_copy(const struct csv *csv, size_t row, int column)
{
    const char *text = column < 0 ? "" : csv_cell(csv, row, (size_t)column);
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    return strndup(text, length);
}

/* "Participant 12" is 12, in whatever language. */
static void number_cut(char *text)
{
    size_t length = strlen(text);
    size_t from = length;
    while (from > 0 && isdigit((unsigned char)text[from - 1]))
        from--;
    memmove(text, text + from, length - from + 1);
}

/* "Lee, Ann" is Ann Lee, as Canvas sorts names. */
static int name_split(struct roster_row *row, bool sorted)
{
    char *comma = sorted ? strchr(row->name, ',') : NULL;
    if (*row->first || *row->last) {
        if (*row->name)
            return 0;
        free(row->name);
        row->name = text_print("%s%s%s", row->first,
                               *row->first && *row->last ? " " : "", row->last);
        return row->name ? 0 : ENOMEM;
    }
    if (!comma || strchr(comma + 1, ','))
        return 0;
    char *first = strdup(comma + 1 + strspn(comma + 1, " "));
    char *last = strndup(row->name, (size_t)(comma - row->name));
    char *name = first && last ? text_print("%s %s", first, last) : NULL;
    if (!name) {
        free(first);
        free(last);
        return ENOMEM;
    }
    free(row->name);
    free(row->first);
    free(row->last);
    row->name = name;
    row->first = first;
    row->last = last;
    return 0;
}

static void row_free(struct roster_row *row)
{
    free(row->name);
    free(row->first);
    free(row->last);
    free(row->email);
    free(row->login);
    free(row->canvas);
    free(row->sis);
    free(row->moodle);
    free(row->github);
    free(row->group);
    free(row->section);
}

/* A column that is just "ID" is Canvas's own number, or Moodle's "Participant
 * 12" in another language, or the school's. */
static void id_place(struct roster_row *row)
{
    char *id = row->canvas;
    if (id[strspn(id, "0123456789")] == '\0')
        return;
    char **place = NULL;
    if (strpbrk(id, " /"))
        place = &row->moodle;
    else
        place = &row->sis;
    if (**place)
        return;
    row->canvas = *place;
    *place = id;
    if (place == &row->moodle)
        number_cut(id);
}

/* An "identifier" is Moodle's "Participant 12", or what GitHub Classroom was
 * told of people: addresses, logins or names. */
static void identifier_place(struct roster_row *row)
{
    char *text = row->moodle;
    size_t length = strlen(text);
    bool moodle = length == 0 || isdigit((unsigned char)text[length - 1]);
    char **place = strchr(text, '@')   ? &row->email
                   : strchr(text, ' ') ? &row->name
                                       : &row->login;
    if (place == &row->name ? moodle
                            : text[strspn(text, "0123456789")] == '\0') {
        number_cut(text);
    } else if (!**place) {
        row->moodle = *place;
        *place = text;
    } else {
        *text = '\0';
    }
}

/* Canvas's column of names is "Student", and has the last name first. */
static bool is_sorted(const struct csv *csv, int column)
{
    return column >= 0 &&
           strcasecmp(csv_cell(csv, 0, (size_t)column), "student") == 0;
}

static int row_read(const struct csv *csv, size_t index,
                    const int column[COLUMNS], struct roster_row *row)
{
    *row = (struct roster_row){
        .name = cell_copy(csv, index, column[COLUMN_NAME]),
        .first = cell_copy(csv, index, column[COLUMN_FIRST]),
        .last = cell_copy(csv, index, column[COLUMN_LAST]),
        .email = cell_copy(csv, index, column[COLUMN_EMAIL]),
        .login = cell_copy(csv, index, column[COLUMN_LOGIN]),
        .canvas = cell_copy(csv, index, column[COLUMN_CANVAS]),
        .sis = cell_copy(csv, index, column[COLUMN_SIS]),
        .moodle = cell_copy(csv, index, column[COLUMN_MOODLE]),
        .github = cell_copy(csv, index, column[COLUMN_GITHUB]),
        .group = cell_copy(csv, index, column[COLUMN_GROUP]),
        .section = cell_copy(csv, index, column[COLUMN_SECTION])};
    if (!row->name || !row->first || !row->last || !row->email || !row->login ||
        !row->canvas || !row->sis || !row->moodle || !row->github ||
        !row->group || !row->section)
        return ENOMEM;
    identifier_place(row);
    id_place(row);
    return name_split(row, is_sorted(csv, column[COLUMN_NAME]));
}

/* Canvas's second row, and its test student, are not people; nor is a row
 * without any name or number. */
static bool row_is_person(const struct csv *csv, size_t index,
                          const struct roster_row *row)
{
    if (strcmp(row->name, "Points Possible") == 0 ||
        (strcmp(row->name, "Test Student") == 0 &&
         strcmp(row->last, "Student") == 0))
        return false;
    return csv->rows[index].count > 0 &&
           (*row->name || *row->email || *row->login || *row->canvas ||
            *row->sis || *row->moodle);
}

/* @return Whether a row is new. One that is there already is left out, unless
 * it has only a name: two people may have the same.
 * @param who Set to whose it is. */
static bool row_is_new(struct roster *roster, json_t *seen,
                       struct roster_row *row, int *who)
{
    bool bare = !roster->repeats && !*row->login && !*row->email &&
                !*row->sis && !*row->canvas && !*row->moodle;
    char *key = text_print("%s:%s:%s:%s:%s:%s", row->login, row->email,
                           row->sis, row->canvas, row->moodle, row->name);
    json_t *known = key ? json_object_get(seen, key) : NULL;
    *who = (int)roster->count;
    if (!known && key)
        (void)json_object_set_new(seen, key, json_pack("[i, i]", *who, 1));
    free(key);
    if (!known)
        return true;
    problem_add(roster->problems, "roster_twice", NULL,
                "%s is in the roster more than once.", row->name);
    json_t *times = json_array_get(known, 1);
    row->namesake = (size_t)json_integer_value(times);
    json_integer_set(times, json_integer_value(times) + 1);
    if (!bare)
        *who = (int)json_integer_value(json_array_get(known, 0));
    return bare;
}

static int rows_read(const int column[COLUMNS], struct roster *roster)
{
    const struct csv *csv = &roster->csv;
    json_t *seen = json_object();
    roster->row = calloc(csv->count, sizeof *roster->row);
    roster->who = calloc(csv->count, sizeof *roster->who);
    if (!roster->row || !roster->who || !seen) {
        json_decref(seen);
        return ENOMEM;
    }
    int error = 0;
    for (size_t i = 1; !error && i < csv->count; i++) {
        struct roster_row *row = &roster->row[roster->count];
        roster->who[i] = -1;
        error = row_read(csv, i, column, row);
        if (!error && row_is_person(csv, i, row) &&
            row_is_new(roster, seen, row, &roster->who[i]))
            roster->count++;
        else
            row_free(row);
    }
    json_decref(seen);
    return error;
}

/* Texts must be UTF-8 to be reported. */
static int cells_mend(struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        for (size_t j = 0; j < csv->rows[i].count; j++) {
            char *mended = name_utf8(csv->rows[i].cells[j], "WINDOWS-1252");
            if (!mended)
                return ENOMEM;
            free(csv->rows[i].cells[j]);
            csv->rows[i].cells[j] = mended;
        }
    return 0;
}

static int csv_take(const char *path, struct roster *roster)
{
    int column[COLUMNS];
    int error = cells_mend(&roster->csv);
    if (!error && !columns_find(&roster->csv, column)) {
        fprintf(stderr,
                "%s:1: no column is named as one that says who someone is "
                "(Name, Email, Login, ID, ...).\n",
                path);
        return EINVAL;
    }
    if (!error)
        error = rows_read(column, roster);
    if (error)
        fprintf(stderr, "%s: %s\n", path, strerror(error));
    return error;
}

int roster_take(const char *path, struct csv csv, bool repeats,
                struct roster *roster)
{
    *roster = (struct roster){
        .problems = json_array(), .csv = csv, .repeats = repeats};
    int error = csv_take(path, roster);
    if (error)
        roster_free(roster);
    return error;
}

int roster_read(const char *path, struct roster *roster)
{
    struct csv csv;
    *roster = (struct roster){0};
    int error = csv_read(path, &csv);
    if (!error)
        return roster_take(path, csv, false, roster);
    fprintf(stderr, "%s: %s\n", path,
            error == EINVAL ? "a quote never ends" : strerror(error));
    return error;
}

char *roster_key(const struct roster *roster, size_t row)
{
    const struct roster_row *one = &roster->row[row];
    return text_print("roster:%s:%s:%s:%s:%s:%s:%zu", one->login, one->email,
                      one->sis, one->canvas, one->moodle, one->name,
                      one->namesake);
}

void roster_free(struct roster *roster)
{
    for (size_t i = 0; i < roster->count; i++)
        row_free(&roster->row[i]);
    free(roster->row);
    free(roster->who);
    csv_free(&roster->csv);
    json_decref(roster->problems);
    *roster = (struct roster){0};
}
