/* Joins students and roster (see roster.h, roster_index.h). */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/problem.h"
#include "batch/intake/roster_index.h"
#include "batch/intake/students.h"

/* What is known of each student. */
struct joining {
    const struct roster *roster;
    struct students *students;
    int *row;      /* of each, or ROSTER_NO_ONE, ROSTER_SEVERAL */
    bool *by_name; /* whether only the name said so */
};

/* Two people of one platform who have only the name in common with one row:
 * neither is known to be meant. */
static int claims_settle(struct joining *joining)
{
    size_t count = joining->students->count;
    int *claims = calloc(joining->roster->count + 1, sizeof *claims);
    if (!claims)
        return ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const char *key = joining->students->student[i].key;
        if (joining->row[i] >= 0 && joining->by_name[i] &&
            strncmp(key, "name:", 5) != 0)
            claims[joining->row[i]]++;
    }
    for (size_t i = 0; i < count; i++)
        if (joining->row[i] >= 0 && joining->by_name[i] &&
            claims[joining->row[i]] > 1)
            joining->row[i] = ROSTER_SEVERAL;
    free(claims);
    return 0;
}

static void unknown_tell(const struct joining *joining, size_t index)
{
    struct student *student = &joining->students->student[index];
    student->enrolled = false;
    if (joining->row[index] == ROSTER_SEVERAL)
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
    id_set(student, "section", row->section);
    id_set(student, "email", row->email);
    id_set(student, "login", row->login);
    id_set(student, "canvas", row->canvas);
    id_set(student, "sis", row->sis);
    id_set(student, "moodle", row->moodle);
    return 0;
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
        char *key = roster_key(joining->roster, i);
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

int roster_join(const struct roster_index *index, struct students *students)
{
    struct joining joining = {.roster = index->roster, .students = students};
    int error = 0;
    joining.row = calloc(students->count + 1, sizeof *joining.row);
    joining.by_name = calloc(students->count + 1, sizeof *joining.by_name);
    if (!joining.row || !joining.by_name)
        error = ENOMEM;
    for (size_t i = 0; !error && i < students->count; i++)
        joining.row[i] = students->student[i].row >= 0
                             ? students->student[i].row
                             : roster_find(index, &students->student[i],
                                           &joining.by_name[i]);
    if (!error)
        error = claims_settle(&joining);
    if (!error)
        error = rows_give(&joining);
    empty_drop(students);
    free(joining.row);
    free(joining.by_name);
    return error;
}
