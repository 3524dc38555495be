/* Rows and students (see people.h). */
#include "batch/out/people.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/base/sql.h"

enum { TOLD_MOST = 10 };

static char *member_copy(const json_t *ids, const char *name)
{
    const json_t *value = json_object_get(ids, name);
    char number[32];
    snprintf(number, sizeof number, "%lld",
             (long long)json_integer_value(value));
    if (json_is_integer(value))
        return strdup(number);
    const char *text = json_string_value(value);
    return strdup(text ? text : "");
}

static int forms_make(const char *name, struct name_forms *forms)
{
    size_t first = strcspn(name, ",");
    char *turned = text_print("%s %.*s", name + first, (int)first, name);
    forms->as_is = name_joined(name);
    forms->turned = turned ? name_joined(turned) : NULL;
    free(turned);
    return forms->as_is && forms->turned ? 0 : ENOMEM;
}

static void forms_free(struct name_forms *forms)
{
    free(forms->as_is);
    free(forms->turned);
}

static int person_add(struct people *people, sqlite3_stmt *row)
{
    struct person *grown =
        realloc(people->person, (people->count + 1) * sizeof *people->person);
    if (!grown)
        return ENOMEM;
    people->person = grown;
    json_t *ids = json_loads(sql_text(row, 2), 0, NULL);
    struct person *added = &grown[people->count++];
    *added = (struct person){.id = strdup(sql_text(row, 0)),
                             .name = strdup(sql_text(row, 1)),
                             .canvas = member_copy(ids, "canvas"),
                             .moodle = member_copy(ids, "moodle"),
                             .sis = member_copy(ids, "sis"),
                             .login = member_copy(ids, "login"),
                             .email = member_copy(ids, "email")};
    json_decref(ids);
    bool whole = added->id && added->name && added->canvas && added->moodle &&
                 added->sis && added->login && added->email;
    return whole ? forms_make(added->name, &added->forms) : ENOMEM;
}

int people_read(sqlite3 *db, struct people *people)
{
    static const char text[] =
        "SELECT id, name, ids FROM latest_student ORDER BY id";
    sqlite3_stmt *statement;
    *people = (struct people){NULL, 0};
    int error = sql_prepare(db, text, &statement);
    while (!error && sql_row(statement, &error))
        error = person_add(people, statement);
    sqlite3_finalize(statement);
    if (error)
        people_free(people);
    return error;
}

void people_free(struct people *people)
{
    for (size_t i = 0; i < people->count; i++) {
        struct person *each = &people->person[i];
        free(each->id);
        free(each->name);
        free(each->canvas);
        free(each->moodle);
        free(each->sis);
        free(each->login);
        free(each->email);
        forms_free(&each->forms);
    }
    free(people->person);
    *people = (struct people){NULL, 0};
}

static bool is_same(const char *a, const char *b)
{
    return *a && strcasecmp(a, b) == 0;
}

/* How surely a row is a person's, by identifiers: 0 not at all. */
static int keys_compare(const struct person_keys *keys,
                        const struct person *person)
{
    if (is_same(keys->canvas, person->canvas) ||
        is_same(keys->moodle, person->moodle))
        return 4;
    if (is_same(keys->sis, person->sis))
        return 3;
    if (is_same(keys->login, person->login) ||
        is_same(keys->email, person->email))
        return 2;
    return is_same(keys->login, person->email) ||
           is_same(keys->login, person->sis) ||
           is_same(keys->login, person->id) ||
           is_same(keys->sis, person->login) || is_same(keys->sis, person->id);
}

/* Whether identifiers say that they are two people with one name. */
static bool keys_differ(const struct person_keys *keys,
                        const struct person *person)
{
    return (*keys->canvas && *person->canvas) ||
           (*keys->moodle && *person->moodle) || (*keys->sis && *person->sis) ||
           (*keys->login && *person->login) || (*keys->email && *person->email);
}

static bool is_same_name(const struct name_forms *a, const struct name_forms *b)
{
    return *a->as_is && (strcmp(a->as_is, b->as_is) == 0 ||
                         strcmp(a->turned, b->as_is) == 0 ||
                         strcmp(a->as_is, b->turned) == 0);
}

/* The person of the surest identifier; nobody if two are equally sure. */
static void row_find(struct people *people, struct person_row *row)
{
    int best = 0;
    row->fate = PERSON_UNKNOWN;
    for (size_t i = 0; i < people->count; i++) {
        int sure = keys_compare(&row->keys, &people->person[i]);
        if (sure == 0 || sure < best)
            continue;
        row->fate = sure == best ? PERSON_SEVERAL : PERSON_FOUND;
        row->person = i;
        best = sure;
    }
    if (row->fate == PERSON_FOUND)
        people->person[row->person].found = true;
}

static void row_find_by_name(const struct people *people,
                             struct person_row *row)
{
    struct name_forms forms;
    int error = forms_make(row->keys.name, &forms);
    for (size_t i = 0; !error && i < people->count; i++) {
        const struct person *person = &people->person[i];
        if (person->found || keys_differ(&row->keys, person) ||
            !is_same_name(&forms, &person->forms))
            continue;
        row->fate = row->fate == PERSON_UNKNOWN ? PERSON_FOUND : PERSON_SEVERAL;
        row->person = i;
    }
    forms_free(&forms);
}

/* Two rows that a name gave to one person are nobody's. */
static void rivals_settle(struct people *people, struct person_row *rows,
                          size_t count, size_t one)
{
    bool rivals = false;
    for (size_t i = one + 1; i < count; i++) {
        if (rows[i].fate != PERSON_FOUND || rows[i].person != rows[one].person)
            continue;
        rows[i].fate = PERSON_SEVERAL;
        rivals = true;
    }
    if (rivals)
        rows[one].fate = PERSON_SEVERAL;
    else
        people->person[rows[one].person].found = true;
}

void people_find(struct people *people, struct person_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        row_find(people, &rows[i]);
    for (size_t i = 0; i < count; i++)
        if (rows[i].fate == PERSON_UNKNOWN)
            row_find_by_name(people, &rows[i]);
    for (size_t i = 0; i < count; i++)
        if (rows[i].fate == PERSON_FOUND &&
            !people->person[rows[i].person].found)
            rivals_settle(people, rows, count, i);
}

static void line_tell(const char *sheet, const char *before, const char *name,
                      const char *after, size_t *told)
{
    if ((*told)++ >= TOLD_MOST)
        return;
    fprintf(stderr, "%s: %s", sheet, before);
    escape_plain(stderr, name);
    fputs(after, stderr);
}

void people_tell(const struct people *people, const struct person_row *rows,
                 size_t count, const char *sheet)
{
    size_t unknown = 0, absent = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = rows[i].keys.name;
        if (rows[i].fate == PERSON_UNKNOWN)
            line_tell(sheet, "nobody in the gradebook is \"", name,
                      "\"; the row stays as it is\n", &unknown);
        else if (rows[i].fate == PERSON_SEVERAL)
            line_tell(sheet, "it is not clear who \"", name,
                      "\" is; the row stays as it is\n", &unknown);
    }
    for (size_t i = 0; i < people->count; i++)
        if (!people->person[i].found)
            line_tell(sheet, "no row for ", people->person[i].id, "\n",
                      &absent);
    if (unknown > TOLD_MOST)
        fprintf(stderr, "%s: and %zu more such rows\n", sheet,
                unknown - TOLD_MOST);
    if (absent > TOLD_MOST)
        fprintf(stderr, "%s: and %zu more without a row\n", sheet,
                absent - TOLD_MOST);
}
