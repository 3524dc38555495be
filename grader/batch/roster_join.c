/*
 * Joins students and roster (see roster.h).
 *
 * What a student is known by is looked up in one index for each kind of
 * knowledge, from the surest on; the first that knows anyone decides. So 2,000
 * students cost 2,000 look-ups, not a comparison with every row.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "batch/names.h"
#include "batch/problem.h"
#include "batch/roster.h"
#include "batch/store.h"

/* Kinds of knowledge, from the surest on. */
enum knowledge {
    BY_NUMBER,  /* "moodle:12", "canvas:4711" */
    BY_LOGIN,   /* login, e-mail, school's number, small letters */
    BY_LOCAL,   /* the e-mail before its @ */
    BY_WRITTEN, /* the name, letter for letter */
    BY_NAME,    /* sorted words, or the words without spaces in some order */
    KINDS
};

/* A key with more than one row behind it has this as its value. */
enum { NO_ONE = -1, SEVERAL = -2 };

enum { HEADS_LEAST = 3 /* names with one beginning show a habit */ };

struct joining {
    const struct roster *roster;
    struct students *students;
    json_t *index[KINDS];
    json_t *heads; /* what stands before a '-' in names: how often */
    int *row;      /* of each student, or NO_ONE, SEVERAL */
    bool *by_name; /* whether only the name said so */
};

static void key_add(json_t *index, const char *key, int row)
{
    json_t *known = json_object_get(index, key);
    if (!known)
        (void)json_object_set_new(index, key, json_integer(row));
    else if (json_integer_value(known) != row)
        json_integer_set(known, SEVERAL);
}

static void text_add(json_t *index, const char *prefix, const char *text,
                     int row)
{
    char *small = *text ? name_joined(text) : NULL;
    char *key = small && *small ? store_path("%s%s", prefix, small) : NULL;
    if (key)
        key_add(index, key, row);
    free(key);
    free(small);
}

/* Logins keep their dots: "a.lee" is not "alee". */
static char *login_key(const char *text)
{
    char *key = strdup(text);
    for (char *at = key; at && *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return key;
}

static void login_add(json_t *index, const char *text, size_t length, int row)
{
    char *part = strndup(text, length);
    char *key = part ? login_key(part) : NULL;
    if (key && *key)
        key_add(index, key, row);
    free(key);
    free(part);
}

/* Every order that comes of moving words from the front to the back, without
 * spaces: "leeann", "annlee". Canvas's names have none. */
static void rotations_add(json_t *index, const char *name, int row)
{
    char *folded = name_folded(name);
    size_t length = folded ? strlen(folded) : 0;
    for (size_t from = 0; folded && from < length; from++) {
        if (from > 0 && folded[from - 1] != ' ')
            continue;
        char *turned = store_path("%s%.*s", folded + from, (int)from, folded);
        if (turned)
            text_add(index, "", turned, row);
        free(turned);
    }
    free(folded);
}

static void names_add(json_t *index, const struct roster_row *row, int number)
{
    char *sorted = name_sorted(row->name);
    if (sorted && *sorted)
        key_add(index, sorted, number);
    free(sorted);
    rotations_add(index, row->name, number);
    char *swapped =
        *row->last ? store_path("%s %s", row->last, row->first) : NULL;
    if (swapped)
        rotations_add(index, swapped, number);
    free(swapped);
}

static void row_index(struct joining *joining, int number)
{
    const struct roster_row *row = &joining->roster->row[number];
    text_add(joining->index[BY_NUMBER], "moodle:", row->moodle, number);
    text_add(joining->index[BY_NUMBER], "canvas:", row->canvas, number);
    const char *logins[] = {row->login, row->email, row->sis, row->canvas};
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++)
        login_add(joining->index[BY_LOGIN], logins[i], strlen(logins[i]),
                  number);
    if (strchr(row->email, '@'))
        login_add(joining->index[BY_LOCAL], row->email,
                  strcspn(row->email, "@"), number);
    if (*row->name)
        key_add(joining->index[BY_WRITTEN], row->name, number);
    names_add(joining->index[BY_NAME], row, number);
}

static int look_up(const json_t *index, const char *key)
{
    const json_t *known = key ? json_object_get(index, key) : NULL;
    return known ? (int)json_integer_value(known) : NO_ONE;
}

static int number_find(const struct joining *joining,
                       const struct student *student)
{
    static const char *const systems[] = {"moodle", "canvas"};
    int found = NO_ONE;
    for (size_t i = 0; i < 2 && found == NO_ONE; i++) {
        const char *number =
            json_string_value(json_object_get(student->ids, systems[i]));
        char *key = number ? store_path("%s:%s", systems[i], number) : NULL;
        found = look_up(joining->index[BY_NUMBER], key);
        free(key);
    }
    return found;
}

static int name_find(const struct joining *joining, const char *name)
{
    char *sorted = name_sorted(name);
    char *joined = name_joined(name);
    int found = look_up(joining->index[BY_WRITTEN], name);
    if (found == NO_ONE)
        found = look_up(joining->index[BY_NAME], sorted);
    if (found == NO_ONE)
        found = look_up(joining->index[BY_NAME], joined);
    free(sorted);
    free(joined);
    return found;
}

/* A row with another number of the same platform is someone else's. */
static bool is_other(const struct roster_row *row,
                     const struct student *student)
{
    const char *canvas =
        json_string_value(json_object_get(student->ids, "canvas"));
    const char *moodle =
        json_string_value(json_object_get(student->ids, "moodle"));
    return (canvas && *row->canvas && strcmp(canvas, row->canvas) != 0) ||
           (moodle && *row->moodle && strcmp(moodle, row->moodle) != 0 &&
            strncmp(student->key, "moodle:", 7) == 0);
}

static int login_find(const struct joining *joining, const char *name)
{
    char *login = login_key(name);
    int found = look_up(joining->index[BY_LOGIN], login);
    if (found == NO_ONE)
        found = look_up(joining->index[BY_LOCAL], login);
    free(login);
    return found;
}

/* Folders that are all named "course-LOGIN", as GitHub Classroom does. */
static int tail_find(const struct joining *joining, const char *name)
{
    for (const char *at = strchr(name, '-'); at; at = strchr(at + 1, '-')) {
        char *head = strndup(name, (size_t)(at - name));
        const json_t *times =
            head ? json_object_get(joining->heads, head) : NULL;
        free(head);
        if (json_integer_value(times) >= HEADS_LEAST)
            return login_find(joining, at + 1);
    }
    return NO_ONE;
}

static void heads_count(const struct joining *joining)
{
    const struct students *students = joining->students;
    for (size_t i = 0; i < students->count; i++) {
        const char *name = students->student[i].name;
        for (const char *at = strchr(name, '-'); at; at = strchr(at + 1, '-')) {
            char *head = strndup(name, (size_t)(at - name));
            json_int_t times =
                head ? json_integer_value(json_object_get(joining->heads, head))
                     : 0;
            if (head)
                (void)json_object_set_new(joining->heads, head,
                                          json_integer(times + 1));
            free(head);
        }
    }
}

static void row_find(struct joining *joining, size_t index)
{
    const struct student *student = &joining->students->student[index];
    int found = number_find(joining, student);
    if (found == NO_ONE)
        found = login_find(joining, student->name);
    if (found == NO_ONE) {
        found = name_find(joining, student->name);
        if (found >= 0 && is_other(&joining->roster->row[found], student))
            found = NO_ONE;
        joining->by_name[index] = true;
    }
    if (found == NO_ONE && strncmp(student->key, "name:", 5) == 0)
        found = tail_find(joining, student->name);
    joining->row[index] = found;
}

/* Two people of one platform who have only the name in common with one row:
 * neither is known to be meant. */
static void claims_settle(struct joining *joining)
{
    size_t count = joining->students->count;
    int *claims = calloc(joining->roster->count + 1, sizeof *claims);
    for (size_t i = 0; claims && i < count; i++) {
        const char *key = joining->students->student[i].key;
        if (joining->row[i] >= 0 && joining->by_name[i] &&
            strncmp(key, "name:", 5) != 0)
            claims[joining->row[i]]++;
    }
    for (size_t i = 0; claims && i < count; i++)
        if (joining->row[i] >= 0 && joining->by_name[i] &&
            claims[joining->row[i]] > 1)
            joining->row[i] = SEVERAL;
    free(claims);
}

static void unknown_tell(const struct joining *joining, size_t index)
{
    struct student *student = &joining->students->student[index];
    student->enrolled = false;
    if (joining->row[index] == SEVERAL)
        problem_add(student->problems, "ambiguous_roster", NULL,
                    "More than one person could be meant, here or in the "
                    "roster, so this work was joined with no one. A number, "
                    "login or e-mail in the roster would tell.");
    else
        problem_add(student->problems, "not_in_roster", NULL,
                    "Nobody in the roster is known by this name.");
}

static void id_set(struct student *student, const char *system,
                   const char *value)
{
    if (*value)
        (void)json_object_set_new(student->ids, system, json_string(value));
}

static int person_set(struct student *student, const struct roster_row *row)
{
    const char *name = *row->name    ? row->name
                       : *row->login ? row->login
                                     : row->email;
    char *copy = strdup(*name ? name : student->name);
    if (!copy)
        return ENOMEM;
    free(student->name);
    student->name = copy;
    id_set(student, "email", row->email);
    id_set(student, "login", row->login);
    id_set(student, "canvas", row->canvas);
    id_set(student, "sis", row->sis);
    id_set(student, "moodle", row->moodle);
    return 0;
}

/* What tells a row from the others; the number is that of its namesake. */
static char *row_key(const struct roster *roster, size_t index)
{
    const struct roster_row *row = &roster->row[index];
    return store_path("roster:%s:%s:%s:%s:%s:%s:%zu", row->login, row->email,
                      row->sis, row->canvas, row->moodle, row->name,
                      row->namesake);
}

/* Gives each row a student: those who handed in under it, as one, or a new one
 * who handed in nothing. */
static int rows_give(struct joining *joining)
{
    struct students *students = joining->students;
    size_t handed_in = students->count;
    int error = 0;
    int *owner = calloc(joining->roster->count + 1, sizeof *owner);
    if (!owner)
        return ENOMEM;
    for (size_t i = 0; !error && i < handed_in; i++) {
        int row = joining->row[i];
        if (row < 0)
            unknown_tell(joining, i);
        else if (owner[row])
            error = student_merge(&students->student[owner[row] - 1],
                                  &students->student[i]);
        else
            owner[row] = (int)i + 1;
    }
    for (size_t i = 0; !error && i < joining->roster->count; i++) {
        struct student *student = NULL;
        char *key = row_key(joining->roster, i);
        if (owner[i])
            student = &students->student[owner[i] - 1];
        else if (key)
            student = students_add(students, key, "");
        error =
            student ? person_set(student, &joining->roster->row[i]) : ENOMEM;
        free(key);
    }
    free(owner);
    return error;
}

/* Those that were merged into others have no key any more. */
static void empty_drop(struct students *students)
{
    size_t kept = 0;
    for (size_t i = 0; i < students->count; i++)
        if (students->student[i].key)
            students->student[kept++] = students->student[i];
    students->count = kept;
}

int roster_join(const struct roster *roster, struct students *students)
{
    struct joining joining = {.roster = roster, .students = students};
    int error = 0;
    for (int i = 0; i < KINDS; i++)
        if (!(joining.index[i] = json_object()))
            error = ENOMEM;
    joining.row = calloc(students->count + 1, sizeof *joining.row);
    joining.by_name = calloc(students->count + 1, sizeof *joining.by_name);
    joining.heads = json_object();
    if (!joining.row || !joining.by_name || !joining.heads)
        error = ENOMEM;
    if (!error) {
        heads_count(&joining);
        for (size_t i = 0; i < roster->count; i++)
            row_index(&joining, (int)i);
        for (size_t i = 0; i < students->count; i++)
            row_find(&joining, i);
        claims_settle(&joining);
        error = rows_give(&joining);
        empty_drop(students);
    }
    for (int i = 0; i < KINDS; i++)
        json_decref(joining.index[i]);
    json_decref(joining.heads);
    free(joining.row);
    free(joining.by_name);
    return error;
}
