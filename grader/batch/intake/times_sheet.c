/*
 * Reads sheets with times (see times_sheet.h).
 *
 * Known are Moodle's grading worksheet, Gradescope's grades (all of a course,
 * or one assignment's), what Canvas's API answers, and whatever calls its
 * columns alike.
 */
#include "batch/intake/times_sheet.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "batch/base/names.h"
#include "batch/intake/moments.h"

/* Headings as name_joined() leaves them. Before the first two may stand the
 * title of an assignment. */
static const struct {
    const char *heading;
    enum times_kind kind;
    bool titled;
} headings[] = {{"submissiontime", TIMES_RECEIVED, true},
                {"latenesshms", TIMES_LATE, true},
                {"lastmodifiedsubmission", TIMES_RECEIVED, false},
                {"zuletztgeandertabgabe", TIMES_RECEIVED, false},
                {"dernieremodificationtravailremis", TIMES_RECEIVED, false},
                {"ultimamodificacionentrega", TIMES_RECEIVED, false},
                {"submissiondate", TIMES_RECEIVED, false},
                {"submittedat", TIMES_RECEIVED, false},
                {"submittedon", TIMES_RECEIVED, false},
                {"submitted", TIMES_RECEIVED, false},
                {"turnedin", TIMES_RECEIVED, false},
                {"handedin", TIMES_RECEIVED, false},
                {"extension", TIMES_EXTENDED, false},
                {"extensionduedate", TIMES_EXTENDED, false},
                {"extendedduedate", TIMES_EXTENDED, false},
                {"duedate", TIMES_DUE, false},
                {"falligkeitsdatum", TIMES_DUE, false},
                {"dueat", TIMES_DUE, false},
                {"due", TIMES_DUE, false},
                {"cachedduedate", TIMES_DUE, false},
                {"lateness", TIMES_LATE, false},
                {"secondslate", TIMES_LATE, false},
                {"status", TIMES_STATUS, false},
                {"statut", TIMES_STATUS, false},
                {"estado", TIMES_STATUS, false},
                {"estatus", TIMES_STATUS, false},
                {"assignment", TIMES_LESSON, false},
                {"assignmentname", TIMES_LESSON, false},
                {"assignmenttitle", TIMES_LESSON, false},
                {"lesson", TIMES_LESSON, false}};

/* What stands before the last " - ". */
static size_t title_length(const char *heading)
{
    size_t length = 0;
    for (const char *at = heading; (at = strstr(at, " - ")); at++)
        length = (size_t)(at - heading);
    return length;
}

bool times_heading(const char *heading, enum times_kind *kind, size_t *title)
{
    *title = title_length(heading);
    char *joined = name_joined(heading + (*title ? *title + 3 : 0));
    size_t count = sizeof headings / sizeof headings[0], i = 0;
    while (i < count && !(joined && strcmp(joined, headings[i].heading) == 0))
        i++;
    free(joined);
    if (i == count || (*title && !headings[i].titled))
        return false;
    *kind = headings[i].kind;
    return true;
}

/* Members of a submission that are read, by the headings they become. */
static const struct {
    const char *heading, *outer, *member;
} members[] = {
    {"Canvas ID", NULL, "user_id"},
    {"Submitted at", NULL, "submitted_at"},
    {"Due at", NULL, "cached_due_date"},
    {"Seconds late", NULL, "seconds_late"},
    {"Assignment", "assignment", "name"},
    {"Name", "user", "name"},
    {"Login", "user", "login_id"},
};
enum { MEMBERS = sizeof members / sizeof members[0] };

static void member_write(FILE *text, const json_t *value)
{
    if (json_is_integer(value))
        fprintf(text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else
        csv_write_quoted(text,
                         json_is_string(value) ? json_string_value(value) : "");
}

/* Canvas's submissions as a table. */
static char *submissions_text(const json_t *submissions)
{
    char *table = NULL;
    size_t size, i;
    const json_t *each;
    FILE *text = open_memstream(&table, &size);
    if (!text)
        return NULL;
    for (size_t j = 0; j < MEMBERS; j++)
        fprintf(text, "%s%s", j ? "," : "", members[j].heading);
    json_array_foreach(submissions, i, each)
    {
        for (size_t j = 0; j < MEMBERS; j++) {
            const json_t *from = members[j].outer
                                     ? json_object_get(each, members[j].outer)
                                     : each;
            putc(j ? ',' : '\n', text);
            member_write(text, json_object_get(from, members[j].member));
        }
    }
    if (fclose(text)) {
        free(table);
        return NULL;
    }
    return table;
}

int times_sheet_read(const char *path, struct csv *csv)
{
    *csv = (struct csv){0};
    char *text = file_read(path);
    if (!text)
        return errno;
    if (text[strspn(text, " \t\r\n")] == '[') {
        json_t *submissions = json_loads(text, 0, NULL);
        free(text);
        if (!submissions)
            return EINVAL;
        text = submissions_text(submissions);
        json_decref(submissions);
    }
    int error = text ? csv_parse(text, csv) : ENOMEM;
    free(text);
    return error;
}

/* "26:05:00", "93900". @return Seconds, -1 for nothing. */
static long late_read(const char *text)
{
    char *end;
    long parts[3] = {0, 0, 0};
    int count = 0;
    text += strspn(text, " ");
    for (; count < 3; text = end + 1) {
        parts[count] = strtol(text, &end, 10);
        if (end == text || parts[count] < 0)
            return -1;
        count++;
        if (*end != ':')
            break;
    }
    return count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2]
           : count == 1 && *end == '\0' ? parts[0]
                                        : -1;
}

struct times_said times_say(const char *const cell[TIMES_KINDS])
{
    static const enum times_kind dues[] = {TIMES_EXTENDED, TIMES_STATUS,
                                           TIMES_DUE};
    struct times_said said = {0};
    struct moment_place place;
    said.received = moment_find(cell[TIMES_RECEIVED], &place);
    if (!said.received)
        return said;
    said.received_at = place.time;
    for (size_t i = 0; i < sizeof dues / sizeof dues[0] && !said.due; i++) {
        said.due = moment_find(cell[dues[i]], &place);
        said.due_at = place.time;
    }
    long late = late_read(cell[TIMES_LATE]);
    if (!said.due && late >= 0) {
        said.due = true;
        said.due_at = said.received_at - late;
    }
    return said;
}
