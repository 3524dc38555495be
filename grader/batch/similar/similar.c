/*
 * Submissions that resemble each other (see similar.h).
 *
 * Lessons are compared one by one (similar_lesson.c), and each is written
 * before the next: only one lesson's are in memory. Equal files are one work
 * from the start, with several people.
 */
#include "batch/similar/similar.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/similar/similar_parts.h"
#include "judge/find/evidence.h"

/* The names of the lessons that have a source, each once, as keys. */
static int lessons_collect(const struct intake *intake, json_t *lessons)
{
    size_t at = 0, i;
    json_t *student = NULL;
    const json_t *submission;
    int error = 0;
    while (intake_next(intake, &at, &student, &error))
        json_array_foreach(json_object_get(student, "submissions"), i,
                           submission)
        {
            if (*json_text(submission, "source") &&
                json_object_set_new(lessons, json_text(submission, "lesson"),
                                    json_true()))
                error = ENOMEM;
        }
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
    while (intake && intake_next(intake, &at, &student, &error)) {
        const char *source = source_of(student, lesson);
        if (*source)
            error = people_add(sources, source, student);
    }
    return error;
}

char *similar_path(const char *out, const char *lesson)
{
    return text_print("%s/similar/%s/groups.json", out, lesson);
}

static bool is_told(const char *path, const json_t *document)
{
    json_t *older = json_load_file(path, 0, NULL);
    bool same = older && json_equal(older, document);
    json_decref(older);
    return same;
}

/* Writes what was found, in an empty folder, unless it is there already. */
static int lesson_write(const char *out, const char *lesson,
                        const json_t *document)
{
    char *path = similar_path(out, lesson);
    char *folder = text_print("%s/similar/%s", out, lesson);
    int error = path && folder ? 0 : ENOMEM;
    if (!error && !is_told(path, document)) {
        error = store_remove(folder);
        if (!error)
            error = store_folder(folder);
        if (!error)
            error = store_write_json(path, document);
    }
    free(path);
    free(folder);
    return error;
}

static int lesson_find(const struct intake *intake,
                       const struct intake *earlier, const char *out,
                       const char *lesson)
{
    json_t *now = json_object(), *before = json_object(), *told = NULL;
    int error = now && before ? 0 : ENOMEM;
    if (!error)
        error = sources_collect(intake, lesson, now);
    if (!error)
        error = sources_collect(earlier, lesson, before);
    if (!error)
        error = similar_lesson(lesson, now, before, out, &told);
    if (!error)
        error = lesson_write(out, lesson, told);
    json_decref(now);
    json_decref(before);
    json_decref(told);
    return error;
}

/* Nothing of lessons that nobody handed in may stay. */
static int others_remove(const char *folder, const json_t *lessons)
{
    struct dirent *entry;
    int error = 0;
    DIR *all = opendir(folder);
    while (all && !error && (entry = readdir(all))) {
        if (*entry->d_name == '.' || json_object_get(lessons, entry->d_name))
            continue;
        char *path = text_print("%s/%s", folder, entry->d_name);
        error = path ? store_remove(path) : ENOMEM;
        free(path);
    }
    if (all)
        closedir(all);
    return error;
}

int similar_find(const struct intake *intake, const struct intake *earlier,
                 const char *out)
{
    const char *lesson;
    json_t *lessons = json_object(), *unused;
    char *folder = text_print("%s/similar", out);
    int error = folder && lessons ? store_folder(folder) : ENOMEM;
    if (!error)
        error = lessons_collect(intake, lessons);
    if (!error)
        error = others_remove(folder, lessons);
    if (!error)
        json_object_foreach(lessons, lesson, unused)
        {
            error = lesson_find(intake, earlier, out, lesson);
            if (error)
                break;
        }
    json_decref(lessons);
    free(folder);
    return error;
}
