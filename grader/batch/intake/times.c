/* Joins works and times (see times.h). */
#include "batch/intake/times.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/heading.h"
#include "batch/intake/roster_index.h"
#include "batch/intake/times_sheet.h"
#include "judge/base/title.h"

/* A column of a sheet. */
struct column {
    enum times_kind kind;
    int lesson; /* by its heading; LESSON_NONE: it does not say */
};

/* A sheet at work; all owned, but for the first three. */
struct joining {
    const struct intake_times *times;
    const struct lessons *lessons;
    struct students *students;
    json_t *titles; /* of the lessons */
    struct roster roster;
    int *owner; /* of each row of the roster: a student, or -1 */
    struct column *column;
    size_t columns;
    int lesson;   /* of the sheet: LESSON_NONE if it does not say */
    size_t dated; /* works that have their time from it */
};

static const char *wanted_of(const struct intake_times *times,
                             const char *lesson)
{
    for (size_t i = 0; i < times->column_count; i++)
        if (strcmp(times->columns[i].lesson, lesson) == 0)
            return times->columns[i].heading;
    return NULL;
}

/* The lesson that a title means best; LESSON_NONE: none, or several. */
static int lesson_titled(const struct joining *joining, const char *title)
{
    enum heading_fit best = HEADING_OTHER;
    int found = LESSON_NONE;
    for (size_t i = 0; i < joining->lessons->count; i++) {
        const char *id = joining->lessons->lesson[i].name;
        enum heading_fit fit = heading_fits(
            title, id, json_string_value(json_array_get(joining->titles, i)),
            wanted_of(joining->times, id));
        if (fit > best)
            found = (int)i;
        else if (fit == best && fit != HEADING_OTHER)
            found = LESSON_NONE;
        best = fit > best ? fit : best;
    }
    return found;
}

/* "Grades-CS101-Lab 1-4711.csv" is about the lab, as one of its parts says. */
static int lesson_named(const struct joining *joining, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = strdup(slash ? slash + 1 : path), *rest = NULL;
    char *dot = name ? strrchr(name, '.') : NULL;
    if (dot)
        *dot = '\0';
    int found = name ? lesson_titled(joining, name) : LESSON_NONE;
    for (char *part = name ? strtok_r(name, "-", &rest) : NULL;
         part && found == LESSON_NONE; part = strtok_r(NULL, "-", &rest))
        found = lesson_titled(joining, part);
    free(name);
    return found;
}

static int columns_read(struct joining *joining, const char *path)
{
    const struct csv *csv = &joining->roster.csv;
    bool any = false;
    joining->columns = csv->rows[0].count;
    joining->column = calloc(joining->columns, sizeof *joining->column);
    if (!joining->column)
        return ENOMEM;
    for (size_t i = 0; i < joining->columns; i++) {
        const char *heading = csv_cell(csv, 0, i);
        struct column *column = &joining->column[i];
        size_t length;
        *column = (struct column){.kind = TIMES_KINDS, .lesson = LESSON_NONE};
        if (!times_heading(heading, &column->kind, &length))
            continue;
        char *title = strndup(heading, length);
        if (title && length > 0) {
            column->lesson = lesson_titled(joining, title);
            if (column->lesson == LESSON_NONE)
                column->kind = TIMES_KINDS;
        }
        free(title);
        any = any || column->kind == TIMES_RECEIVED;
    }
    if (any)
        return 0;
    fprintf(stderr,
            "%s: no column says when something was handed in (Last modified "
            "(submission), Submission Time, Submitted at, ...)\n",
            path);
    return EINVAL;
}

/* By a number, an address or a login, else by the name. */
static int person_find(const struct roster_index *index,
                       const struct student *student)
{
    static const char *const ids[] = {"email", "login", "sis"};
    bool by_name;
    int named = roster_find(index, student, &by_name);
    for (size_t i = 0; by_name && i < 3; i++) {
        const char *id =
            json_string_value(json_object_get(student->ids, ids[i]));
        int found = id ? roster_login(index, id) : ROSTER_NO_ONE;
        if (found >= 0)
            return found;
    }
    return named;
}

static int owners_find(struct joining *joining)
{
    struct roster_index index;
    size_t count = joining->roster.count;
    joining->owner = malloc((count + 1) * sizeof *joining->owner);
    if (!joining->owner)
        return ENOMEM;
    for (size_t i = 0; i < count; i++)
        joining->owner[i] = -1;
    int error = roster_index_make(&joining->roster, &index);
    for (size_t i = 0; !error && i < joining->students->count; i++) {
        int row = person_find(&index, &joining->students->student[i]);
        if (row >= 0)
            joining->owner[row] = joining->owner[row] == -1 ? (int)i : -2;
    }
    if (!error)
        roster_index_free(&index);
    return error;
}

static void said_set(struct joining *joining, struct student *student,
                     int lesson, const struct times_said *said)
{
    if (!said->received)
        return;
    for (size_t i = 0; i < student->pieces; i++) {
        struct piece *piece = &student->piece[i];
        if (piece->fit.lesson < 0 ||
            (lesson != LESSON_NONE && piece->fit.lesson != lesson))
            continue;
        piece->stamped = true;
        piece->time = said->received_at;
        piece->has_due |= said->due;
        if (said->due)
            piece->due = said->due_at;
        joining->dated++;
    }
}

/* What a row says of one lesson; LESSON_NONE: in columns without a title. */
static void cells_set(struct joining *joining, struct student *student,
                      size_t row, int lesson)
{
    const char *cell[TIMES_KINDS] = {"", "", "", "", "", ""};
    for (size_t i = 0; i < joining->columns; i++)
        if (joining->column[i].kind != TIMES_KINDS &&
            joining->column[i].lesson == lesson)
            cell[joining->column[i].kind] =
                csv_cell(&joining->roster.csv, row, i);
    struct times_said said = times_say(cell);
    if (lesson == LESSON_NONE && *cell[TIMES_LESSON]) {
        lesson = lesson_titled(joining, cell[TIMES_LESSON]);
        if (lesson == LESSON_NONE)
            return;
    } else if (lesson == LESSON_NONE) {
        lesson = joining->lesson;
    }
    said_set(joining, student, lesson, &said);
}

static void row_set(struct joining *joining, size_t row)
{
    int person = joining->roster.who[row];
    int owner = person < 0 ? -1 : joining->owner[person];
    if (owner < 0)
        return;
    struct student *student = &joining->students->student[owner];
    for (int i = LESSON_NONE; i < (int)joining->lessons->count; i++)
        cells_set(joining, student, row, i);
}

/* Whether each row says which lesson it is about. */
static bool has_lessons(const struct csv *csv)
{
    enum times_kind kind;
    size_t title;
    bool any = false;
    for (size_t i = 0; csv->count > 0 && i < csv->rows[0].count; i++)
        any = any || (times_heading(csv_cell(csv, 0, i), &kind, &title) &&
                      kind == TIMES_LESSON);
    return any;
}

static int sheet_join(struct joining *joining, const char *path)
{
    struct csv csv;
    int error = times_sheet_read(path, &csv);
    if (error) {
        fprintf(stderr, "%s: %s\n", path,
                error == EINVAL ? "neither a CSV file nor Canvas's JSON"
                                : strerror(error));
        return error;
    }
    error = roster_take(path, csv, has_lessons(&csv), &joining->roster);
    if (error)
        return error;
    joining->dated = 0;
    joining->lesson = lesson_named(joining, path);
    if (joining->lesson == LESSON_NONE && joining->times->lesson)
        joining->lesson =
            lesson_called(joining->lessons, joining->times->lesson);
    error = columns_read(joining, path);
    if (!error)
        error = owners_find(joining);
    for (size_t row = 1; !error && row < joining->roster.csv.count; row++)
        row_set(joining, row);
    if (!error)
        fprintf(stderr, "%s: the times of %zu file%s%s%s\n", path,
                joining->dated, joining->dated == 1 ? "" : "s",
                joining->lesson == LESSON_NONE ? "" : ", of ",
                joining->lesson == LESSON_NONE
                    ? ""
                    : joining->lessons->lesson[joining->lesson].name);
    free(joining->column);
    free(joining->owner);
    joining->column = NULL;
    joining->owner = NULL;
    roster_free(&joining->roster);
    return error;
}

static int folder_join(struct joining *joining, const char *path)
{
    struct dirent **entries;
    int error = 0;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0)
        return errno;
    for (int i = 0; i < count; i++) {
        char *sheet = text_print("%s/%s", path, entries[i]->d_name);
        struct stat found;
        if (!error && !sheet)
            error = ENOMEM;
        if (!error && entries[i]->d_name[0] != '.' &&
            stat(sheet, &found) == 0 && S_ISREG(found.st_mode))
            error = sheet_join(joining, sheet);
        free(sheet);
        free(entries[i]);
    }
    free(entries);
    return error;
}

int times_join(const struct intake_times *times, const struct lessons *lessons,
               struct students *students)
{
    struct stat found;
    struct joining joining = {.times = times,
                              .lessons = lessons,
                              .students = students,
                              .titles = json_array()};
    for (size_t i = 0; i < lessons->count; i++)
        (void)json_array_append_new(joining.titles,
                                    lesson_title(lessons->lesson[i].name));
    bool folder = stat(times->path, &found) == 0 && S_ISDIR(found.st_mode);
    int error = folder ? folder_join(&joining, times->path)
                       : sheet_join(&joining, times->path);
    json_decref(joining.titles);
    return error;
}
