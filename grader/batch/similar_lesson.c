/*
 * Comparing the works of one lesson (see similar_parts.h).
 *
 * From each work goes what the lesson gave to everyone (skeleton, program,
 * comments); works are compared by what is left, if there is enough of it to
 * mean anything.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/similar_parts.h"
#include "batch/store.h"
#include "judge/file.h"

enum { LARGEST = 128 * 1024 /* bytes of a file that is compared */ };

/* Writes every file of a pattern, one after the other. */
static void given_write(FILE *file, char *pattern)
{
    glob_t found;
    if (pattern && glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            char *text = file_read(found.gl_pathv[i]);
            fprintf(file, "%s\n", text ? text : "");
            free(text);
        }
        globfree(&found);
    }
    free(pattern);
}

/* Every C text that the lesson gives; in lessons/ somebody may have worked. */
static char *given_read(const char *lesson)
{
    char *all = NULL;
    size_t size;
    FILE *file = open_memstream(&all, &size);
    if (!file)
        return NULL;
    given_write(file, store_path("lessons/%s/*.c", lesson));
    given_write(file, store_path("grader/lessons/%s.skeleton", lesson));
    fclose(file);
    return all;
}

/* A file for sim_c; these are thrown away, so they need not be safe. */
static int text_write(const struct works *works, const char *name,
                      const char *text)
{
    char *path = store_path("%s/%s.c", works->folder, name);
    FILE *file = path ? fopen(path, "w") : NULL;
    free(path);
    if (!file)
        return errno;
    fprintf(file, "%s\n", text);
    return fclose(file) ? EIO : 0;
}

static int works_write(const struct works *works)
{
    char name[32];
    int error = 0;
    for (size_t i = 0; !error && i < works->count; i++) {
        snprintf(name, sizeof name, "%zu", i);
        if (works->work[i].own)
            error = text_write(works, name, works->work[i].own);
    }
    return error;
}

static int works_read(struct works *works, const json_t *sources,
                      const char *out)
{
    const char *source;
    json_t *students;
    works->work = calloc(json_object_size(sources) + 1, sizeof *works->work);
    works->skeleton = given_read(works->lesson);
    if (!works->work || !works->skeleton)
        return ENOMEM;
    json_object_foreach((json_t *)sources, source, students)
    {
        struct work *work = &works->work[works->count++];
        work->source = source;
        work->students = students;
        char *path = store_path("%s/sources/%s.c", out, source);
        work->text = path ? file_read(path) : NULL;
        free(path);
        if (!work->text || strlen(work->text) > LARGEST)
            continue;
        work->own = strdup(work->text);
        if (!work->own)
            return ENOMEM;
        similar_uncomment(work->own);
    }
    return 0;
}

static void works_free(struct works *works)
{
    for (size_t i = 0; i < works->count; i++) {
        free(works->work[i].text);
        free(works->work[i].own);
    }
    free(works->work);
    free(works->skeleton);
}

/* Takes from each work what the skeleton has, too. */
static int skeleton_remove(struct works *works)
{
    struct runs runs = {0};
    char *given = strdup(works->skeleton);
    if (!given)
        return ENOMEM;
    similar_uncomment(given);
    int error = text_write(works, "skeleton", given);
    free(given);
    if (!error)
        error = works_write(works);
    if (!error)
        error = similar_run(works, true, &runs);
    for (size_t i = 0; i < runs.count; i++)
        similar_blank(works->work[runs.run[i].a].own, runs.run[i].a_from,
                      runs.run[i].a_to);
    free(runs.run);
    return error ? error : works_write(works);
}

/* Works with too little of their own are no evidence of anything. */
static size_t small_drop(struct works *works)
{
    size_t compared = 0;
    for (size_t i = 0; i < works->count; i++) {
        struct work *work = &works->work[i];
        if (work->own && work->tokens >= SIMILAR_LEAST) {
            compared++;
            continue;
        }
        free(work->own);
        work->own = NULL;
    }
    return compared;
}

/* What several people handed in byte by byte. */
static json_t *same_json(struct works *works)
{
    json_t *same = json_array();
    for (size_t i = 0; i < works->count; i++) {
        struct work *work = &works->work[i];
        if (!work->own || json_array_size(work->students) < 2)
            continue;
        work->told = true;
        json_array_append_new(same,
                              json_pack("{s:s, s:I}", "source", work->source,
                                        "tokens", (json_int_t)work->tokens));
    }
    return same;
}

/* Who handed in the works that are told, each once. */
static json_t *people_json(const struct works *works)
{
    json_t *people = json_object();
    for (size_t i = 0; i < works->count; i++)
        if (works->work[i].told)
            json_object_set(people, works->work[i].source,
                            (json_t *)works->work[i].students);
    return people;
}

static int lesson_tell(struct works *works, size_t compared, json_t *pairs,
                       json_t *told)
{
    json_t *same = same_json(works);
    json_t *lesson =
        json_pack("{s:s, s:I, s:I, s:b, s:o, s:o, s:o}", "lesson",
                  works->lesson, "works", (json_int_t)works->count, "compared",
                  (json_int_t)compared, "exact", works->exact, "same", same,
                  "pairs", pairs, "people", people_json(works));
    return json_array_append_new(told, lesson) ? ENOMEM : 0;
}

/* Compares; where that takes too long each with each, all at once. */
static int works_compare(struct works *works, size_t compared, json_t **pairs)
{
    struct runs runs = {0};
    int error = compared > 1 ? similar_run(works, false, &runs) : 0;
    if (error == ETIME && works->exact) {
        free(runs.run);
        works->exact = false;
        error = similar_run(works, false, &runs);
    }
    *pairs = error ? NULL : similar_pairs(works, &runs);
    free(runs.run);
    return error ? error : *pairs ? 0 : ENOMEM;
}

int similar_lesson(const char *lesson, const json_t *sources, const char *out,
                   const char *folder, json_t *told)
{
    struct works works = {.lesson = lesson, .folder = folder};
    struct runs counted = {0};
    json_t *pairs = NULL;
    size_t compared = 0;
    int error = works_read(&works, sources, out);
    if (!error)
        error = skeleton_remove(&works);
    /* Tells how many tokens are left, and nothing else: all is removed. */
    if (!error)
        error = similar_run(&works, true, &counted);
    free(counted.run);
    if (!error) {
        compared = small_drop(&works);
        works.exact = compared <= SIMILAR_EXACT;
        error = works_compare(&works, compared, &pairs);
    }
    if (!error)
        error = lesson_tell(&works, compared, pairs, told);
    works_free(&works);
    return error;
}
