/* The lessons of a run (see gradebook_lessons.h). */
#include "batch/book/gradebook_lessons.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "judge/base/title.h"

static int lesson_add(struct lessons *lessons, const char *id)
{
    for (size_t i = 0; i < lessons->count; i++)
        if (strcmp(lessons->lesson[i].id, id) == 0)
            return 0;
    struct lesson *grown = realloc(
        lessons->lesson, (lessons->count + 1) * sizeof *lessons->lesson);
    if (!grown)
        return ENOMEM;
    lessons->lesson = grown;
    json_t *title = lesson_title(id);
    grown[lessons->count] =
        (struct lesson){strdup(id), strdup(json_string_value(title))};
    json_decref(title);
    struct lesson *added = &grown[lessons->count++];
    return added->id && added->title ? 0 : ENOMEM;
}

static int submitted_add(struct lessons *lessons, const json_t *student)
{
    size_t i;
    const json_t *submission;
    int error = 0;
    json_array_foreach(json_object_get(student, "submissions"), i, submission)
    {
        const char *id =
            json_string_value(json_object_get(submission, "lesson"));
        if (id && !error)
            error = lesson_add(lessons, id);
    }
    return error;
}

static int by_number(const void *a, const void *b)
{
    const struct lesson *left = a, *right = b;
    return strverscmp(left->id, right->id);
}

int lessons_find(const struct intake *intake, const struct policy *policy,
                 struct lessons *lessons)
{
    const char *listed;
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    *lessons = (struct lessons){NULL, 0};
    for (size_t i = 0; !error && (listed = policy_listed(policy, i)); i++)
        error = lesson_add(lessons, listed);
    if (!policy_counts_unlisted(policy))
        goto out_sort;
    while (intake_next(intake, &at, &student, &error))
        error = submitted_add(lessons, student);
out_sort:
    if (error)
        lessons_free(lessons);
    else if (lessons->count > 1)
        qsort(lessons->lesson, lessons->count, sizeof *lessons->lesson,
              by_number);
    return error;
}

void lessons_free(struct lessons *lessons)
{
    for (size_t i = 0; i < lessons->count; i++) {
        free(lessons->lesson[i].id);
        free(lessons->lesson[i].title);
    }
    free(lessons->lesson);
    *lessons = (struct lessons){NULL, 0};
}
