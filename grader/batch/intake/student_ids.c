/*
 * Safe and unique ids for students (see students.h).
 *
 * An id is made from the name. Students whose names give the same id all get
 * something of their own added: so an id depends on who else is there, but
 * never on the order.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/base/names.h"
#include "batch/intake/students.h"

enum { DIGITS_OF_DIGEST = 8 };

/* What only this student has: a number of the school or platform, or else
 * letters from the digest of the key. */
static char *own_mark(const struct student *student)
{
    static const char *const systems[] = {"login", "sis", "canvas", "moodle"};
    char digest[DIGEST_HEX];
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++) {
        const char *value =
            json_string_value(json_object_get(student->ids, systems[i]));
        char *mark = value ? name_id(value) : NULL;
        if (mark && *mark && strlen(mark) < NAME_ID_MOST / 2)
            return mark;
        free(mark);
    }
    if (digest_of(student->key, strlen(student->key), digest))
        return NULL;
    return strndup(digest, DIGITS_OF_DIGEST);
}

static int id_extend(struct student *student)
{
    char *mark = own_mark(student);
    char *longer =
        mark ? text_print("%.*s-%s", NAME_ID_MOST, student->id, mark) : NULL;
    free(mark);
    if (!longer)
        return ENOMEM;
    free(student->id);
    student->id = longer;
    return 0;
}

/* The last resort: the key's digest, which no two share. */
static int id_digest(struct student *student)
{
    char digest[DIGEST_HEX];
    int error = digest_of(student->key, strlen(student->key), digest);
    char *longer =
        error ? NULL
              : text_print("%.*s-%.16s", NAME_ID_MOST, student->id, digest);
    if (!longer)
        return ENOMEM;
    free(student->id);
    student->id = longer;
    return 0;
}

static int id_begin(struct student *student)
{
    student->id = name_id(student->name);
    if (!student->id)
        return ENOMEM;
    bool cut = strlen(student->id) == NAME_ID_MOST;
    if (*student->id && !cut && !name_is_reserved(student->id))
        return 0;
    if (!*student->id) {
        free(student->id);
        student->id = strdup("student");
    }
    return student->id ? id_extend(student) : ENOMEM;
}

static int student_compare(const void *left, const void *right)
{
    const struct student *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : strcmp(a->key, b->key);
}

/* Sorts, and lengthens ids that several students have. */
static int twins_extend(struct students *students,
                        int (*extend)(struct student *student))
{
    struct student *student = students->student;
    qsort(student, students->count, sizeof *student, student_compare);
    int error = 0;
    for (size_t i = 0, end; !error && i < students->count; i = end) {
        for (end = i + 1; end < students->count; end++)
            if (strcmp(student[i].id, student[end].id) != 0)
                break;
        for (size_t j = i; end > i + 1 && !error && j < end; j++)
            error = extend(&student[j]);
    }
    return error;
}

int students_name(struct students *students)
{
    int error = 0;
    for (size_t i = 0; !error && i < students->count; i++)
        error = id_begin(&students->student[i]);
    if (students->count == 0)
        return 0;
    if (!error)
        error = twins_extend(students, id_extend);
    if (!error)
        error = twins_extend(students, id_digest);
    if (!error)
        qsort(students->student, students->count, sizeof *students->student,
              student_compare);
    return error;
}
