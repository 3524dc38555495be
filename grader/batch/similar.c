/*
 * Submissions that resemble each other (see similar.h).
 *
 * Equal files are one work from the start, with several people; lessons are
 * compared one by one (similar_lesson.c).
 */
#include "batch/similar.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/similar_parts.h"
#include "batch/store.h"
#include "judge/evidence.h"

/* Who handed in what: lesson, then source, then an array of students. A student
 * counts once for a lesson, with the submission that is graded. */
static json_t *sources_collect(const json_t *intake)
{
    json_t *lessons = json_object();
    size_t i, j;
    const json_t *student, *submission;
    json_array_foreach(json_object_get(intake, "students"), i, student)
    {
        const char *before = "";
        json_array_foreach(json_object_get(student, "submissions"), j,
                           submission)
        {
            const char *lesson = json_text(submission, "lesson");
            const char *source = json_text(submission, "source");
            if (!*source || strcmp(before, lesson) == 0)
                continue;
            before = lesson;
            json_t *works = json_object_get(lessons, lesson);
            if (!works)
                json_object_set_new(lessons, lesson, works = json_object());
            json_t *people = json_object_get(works, source);
            if (!people)
                json_object_set_new(works, source, people = json_array());
            json_array_append(people, json_object_get(student, "id"));
        }
    }
    return lessons;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Compares lesson by lesson, in their order. Returns what kept one from it. */
static int lessons_compare(const json_t *lessons, const char *out,
                           const char *folder, json_t *told)
{
    const char *lesson;
    json_t *sources;
    size_t count = 0;
    int trouble = 0;
    const char **names = calloc(json_object_size(lessons) + 1, sizeof *names);
    if (!names)
        return ENOMEM;
    json_object_foreach((json_t *)lessons, lesson, sources) names[count++] =
        lesson;
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        sources = json_object_get(lessons, names[i]);
        int failed = similar_lesson(names[i], sources, out, folder, told);
        trouble = trouble ? trouble : failed;
    }
    free(names);
    return trouble;
}

static const char *trouble_of(int error)
{
    switch (error) {
    case 0:
        return "";
    case ENOENT:
        return "sim_c is not installed here (Debian: similarity-tester); "
               "run make setup grade";
    case ETIME:
        return "sim_c took too long and was ended";
    default:
        return "sim_c could not be run";
    }
}

int similar_find(const json_t *intake, const char *out)
{
    char *folder = store_path("%s/similar.XXXXXX", out);
    char *path = store_path("%s/similar.json", out);
    json_t *lessons = sources_collect(intake), *told = json_array();
    int error = folder && path && lessons && told ? 0 : ENOMEM;
    if (!error && !mkdtemp(folder))
        error = errno;
    if (error)
        goto out_free;
    int trouble = lessons_compare(lessons, out, folder, told);
    json_t *document = json_pack(
        "{s:s, s:i, s:s, s:i, s:i, s:i, s:O}", "format", "lockstep-similar",
        "version", 1, "trouble", trouble_of(trouble), "run", SIMILAR_RUN,
        "percent", SIMILAR_PERCENT, "least", SIMILAR_LEAST, "lessons", told);
    error = trouble == ENOMEM || !document ? ENOMEM
                                           : store_write_json(path, document);
    json_decref(document);
    store_remove(folder);
out_free:
    json_decref(lessons);
    json_decref(told);
    free(folder);
    free(path);
    return error;
}
