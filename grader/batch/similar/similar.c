/*
 * Submissions that resemble each other (see similar.h).
 *
 * Lessons are compared one by one (similar_lesson.c), and each is written
 * before the next: only one lesson's are in memory. Equal files are one work
 * from the start, with several people.
 */
#include "batch/similar/similar.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/similar/similar_parts.h"
#include "judge/find/evidence.h"

static int names_add(json_t *lessons, const json_t *student)
{
    size_t i;
    const json_t *submission;
    int error = 0;
    json_array_foreach(json_object_get(student, "submissions"), i, submission)
    {
        if (*json_text(submission, "source") &&
            json_object_set_new(lessons, json_text(submission, "lesson"),
                                json_true()))
            error = ENOMEM;
    }
    return error;
}

/* The names of the lessons that have a source, each once, as keys. */
static int lessons_collect(const struct intake *intake, json_t *lessons)
{
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    while (intake_next(intake, &at, &student, &error))
        error = names_add(lessons, student);
    return error;
}

/* The source that is graded for a student and a lesson, or "". */
static const char *source_of(const json_t *student, const char *lesson)
{
    size_t i;
    const json_t *submission;
    json_array_foreach(json_object_get(student, "submissions"), i, submission)
    {
        if (strcmp(json_text(submission, "lesson"), lesson) == 0 &&
            *json_text(submission, "source"))
            return json_text(submission, "source");
    }
    return "";
}

static int people_add(json_t *sources, const char *source,
                      const json_t *student)
{
    json_t *people = json_object_get(sources, source);
    if (!people && json_object_set_new(sources, source, people = json_array()))
        return ENOMEM;
    return json_array_append(people, json_object_get(student, "id")) ? ENOMEM
                                                                     : 0;
}

/* Who handed in what for a lesson: source, then an array of students. */
static int sources_collect(const struct intake *intake, const char *lesson,
                           json_t *sources)
{
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    while (intake_next(intake, &at, &student, &error)) {
        const char *source = source_of(student, lesson);
        if (*source)
            error = people_add(sources, source, student);
    }
    return error;
}

static const char *trouble_of(int error)
{
    switch (error) {
    case 0:
        return "";
    case ENOENT:
        return "sim_c is not installed here: make setup grade installs it "
               "where the system has it (package similarity-tester; Debian 13 "
               "does not)";
    case ETIME:
        return "sim_c took too long and was ended";
    default:
        return "sim_c could not be run";
    }
}

/* Writes what docs/formats.md describes; `told` may be NULL. */
static int lesson_write(const char *path, const char *lesson, int trouble,
                        json_t *told)
{
    json_t *document = json_pack(
        "{s:s, s:i, s:s, s:s, s:i, s:i, s:i}", "format", "lockstep-similar",
        "version", 2, "lesson", lesson, "trouble", trouble_of(trouble), "run",
        SIMILAR_RUN, "percent", SIMILAR_PERCENT, "least", SIMILAR_LEAST);
    int error = document ? 0 : ENOMEM;
    if (!error && told && json_object_update(document, told))
        error = ENOMEM;
    if (!error)
        error = store_write_json(path, document);
    json_decref(document);
    return error;
}

static int lesson_find(const struct intake *intake, const char *out,
                       const char *folder, const char *lesson)
{
    json_t *sources = json_object(), *told = NULL;
    char *path = similar_path(out, lesson);
    int error = sources && path ? 0 : ENOMEM;
    if (!error)
        error = sources_collect(intake, lesson, sources);
    if (!error) {
        int trouble = similar_lesson(lesson, sources, out, folder, &told);
        error = trouble == ENOMEM ? ENOMEM
                                  : lesson_write(path, lesson, trouble, told);
    }
    json_decref(sources);
    json_decref(told);
    free(path);
    return error;
}

/* Nothing of an earlier run may stay. */
static int folder_renew(const char *out)
{
    char *folder = text_print("%s/similar", out);
    int error = folder ? store_remove(folder) : ENOMEM;
    if (!error)
        error = store_folder(folder);
    free(folder);
    return error;
}

char *similar_path(const char *out, const char *lesson)
{
    return text_print("%s/similar/%s.json", out, lesson);
}

int similar_find(const struct intake *intake, const char *out)
{
    const char *lesson;
    json_t *lessons = json_object(), *unused;
    char *folder = text_print("%s/similar.XXXXXX", out);
    int error = folder && lessons ? folder_renew(out) : ENOMEM;
    if (!error)
        error = lessons_collect(intake, lessons);
    if (!error && !mkdtemp(folder))
        error = errno;
    if (error)
        goto out_free;
    json_object_foreach(lessons, lesson, unused)
    {
        error = lesson_find(intake, out, folder, lesson);
        if (error)
            break;
    }
    store_remove(folder);
out_free:
    json_decref(lessons);
    free(folder);
    return error;
}
