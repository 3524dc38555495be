/* A list of students (see students.h); students_make.c fills it. */
#include "batch/intake/students.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch/base/grow.h"

struct student *students_add(struct students *students, const char *key,
                             const char *name)
{
    struct student *grown = grow(students->student, students->count,
                                 &students->room, sizeof *grown);
    if (!grown)
        return NULL;
    students->student = grown;
    struct student *student = &students->student[students->count];
    *student = (struct student){.key = strdup(key),
                                .name = strdup(name),
                                .ids = json_object(),
                                .offers = json_object(),
                                .problems = json_array(),
                                .row = -1,
                                .enrolled = true};
    if (!student->key || !student->name || !student->ids || !student->offers ||
        !student->problems) {
        student_clear(student);
        return NULL;
    }
    students->count++;
    return student;
}

void student_clear(struct student *student)
{
    free(student->key);
    free(student->name);
    free(student->group);
    free(student->example);
    free(student->piece);
    free(student->id);
    json_decref(student->ids);
    json_decref(student->offers);
    json_decref(student->problems);
    *student = (struct student){0};
}

void students_free(struct students *students)
{
    for (size_t i = 0; i < students->count; i++)
        student_clear(&students->student[i]);
    free(students->student);
    json_decref(students->problems);
    free(students->example);
    *students = (struct students){0};
}

int student_add_piece(struct student *student, const struct piece *piece)
{
    struct piece *grown =
        grow(student->piece, student->pieces, &student->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    student->piece = grown;
    student->piece[student->pieces++] = *piece;
    return 0;
}

int student_merge(struct student *to, struct student *from)
{
    int error = 0;
    for (size_t i = 0; !error && i < from->pieces; i++)
        error = student_add_piece(to, &from->piece[i]);
    if (!to->example) {
        to->example = from->example;
        from->example = NULL;
    }
    to->strange += from->strange;
    if (json_object_update_missing(to->ids, from->ids) ||
        json_object_update(to->offers, from->offers) ||
        json_array_extend(to->problems, from->problems))
        error = ENOMEM;
    student_clear(from);
    return error;
}
