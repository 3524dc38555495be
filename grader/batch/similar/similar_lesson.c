/*
 * Comparing the works of one lesson (see similar_parts.h).
 *
 * What the lesson gave to everyone (skeleton, program, comments) is removed
 * from each work; works are compared by what is left, if there is enough of it
 * to mean anything.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/similar/similar_parts.h"

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
    given_write(file, text_print("lessons/%s/*.c", lesson));
    given_write(file, text_print("grader/lessons/%s/skeleton.c", lesson));
    fclose(file);
    return all;
}

/* A file of the folder; these are thrown away, so they need not be safe. */
static char *folder_path(const struct works *works, size_t index)
{
    return text_print("%s/%zu.c", works->folder, index);
}

/* Writes a text for sim_c; both are freed. */
static int text_write(char *path, char *text)
{
    FILE *file = path && text ? fopen(path, "w") : NULL;
    int error = file ? 0 : path && text ? errno : ENOMEM;
    if (file)
        fprintf(file, "%s\n", text);
    if (file && fclose(file))
        error = EIO;
    free(path);
    free(text);
    return error;
}

/* Puts all works that can be compared into the folder, without comments. */
static int works_read(struct works *works, const json_t *sources)
{
    const char *source;
    json_t *students;
    int error = 0;
    works->work = calloc(json_object_size(sources) + 1, sizeof *works->work);
    works->skeleton = given_read(works->lesson);
    if (!works->work || !works->skeleton)
        return ENOMEM;
    json_object_foreach((json_t *)sources, source, students)
    {
        size_t index = works->count++;
        struct work *work = &works->work[index];
        work->source = source;
        work->students = students;
        char *text = similar_source(works, work);
        work->in = text && strlen(text) <= LARGEST;
        if (!work->in) {
            free(text);
            continue;
        }
        similar_uncomment(text);
        error = text_write(folder_path(works, index), text);
        if (error)
            break;
    }
    return error;
}

static void works_free(struct works *works)
{
    free(works->work);
    free(works->skeleton);
}

static int by_work(const void *a, const void *b)
{
    const struct run *left = a, *right = b;
    return (left->a > right->a) - (left->a < right->a);
}

/* Blanks runs of one work in its file. */
static int runs_blank(const struct works *works, const struct run *run,
                      size_t count)
{
    char *path = folder_path(works, run->a);
    char *text = path ? file_read(path) : NULL;
    for (size_t i = 0; text && i < count; i++)
        similar_blank(text, run[i].a_from, run[i].a_to);
    return text_write(path, text);
}

/* Removes from each work what the skeleton has, too. */
static int skeleton_remove(struct works *works)
{
    struct runs runs = {0};
    char *given = strdup(works->skeleton);
    if (!given)
        return ENOMEM;
    similar_uncomment(given);
    int error = text_write(text_print("%s/skeleton.c", works->folder), given);
    if (!error)
        error = similar_run(works, true, &runs);
    if (runs.count > 0)
        qsort(runs.run, runs.count, sizeof *runs.run, by_work);
    for (size_t i = 0, end; !error && i < runs.count; i = end) {
        for (end = i + 1; end < runs.count; end++)
            if (runs.run[end].a != runs.run[i].a)
                break;
        error = runs_blank(works, &runs.run[i], end - i);
    }
    free(runs.run);
    return error;
}

/* Works with too little of their own are no evidence of anything. */
static size_t small_drop(struct works *works)
{
    size_t compared = 0;
    for (size_t i = 0; i < works->count; i++) {
        struct work *work = &works->work[i];
        work->in = work->in && work->tokens >= SIMILAR_LEAST;
        compared += work->in;
    }
    return compared;
}

/* What several people handed in, identical to the byte. */
static json_t *same_json(struct works *works)
{
    json_t *same = json_array();
    for (size_t i = 0; i < works->count; i++) {
        struct work *work = &works->work[i];
        if (!work->in || json_array_size(work->students) < 2)
            continue;
        work->told = true;
        json_array_append_new(same,
                              json_pack("{s:s, s:I}", "source", work->source,
                                        "tokens", (json_int_t)work->tokens));
    }
    return same;
}

/* Who handed in the works that are reported, each once. */
static json_t *people_json(const struct works *works)
{
    json_t *people = json_object();
    for (size_t i = 0; i < works->count; i++)
        if (works->work[i].told)
            json_object_set(people, works->work[i].source,
                            (json_t *)works->work[i].students);
    return people;
}

static json_t *lesson_json(struct works *works, size_t compared, json_t *pairs)
{
    json_t *same = same_json(works);
    return json_pack("{s:I, s:I, s:b, s:o, s:o, s:o}", "works",
                     (json_int_t)works->count, "compared", (json_int_t)compared,
                     "exact", works->exact, "same", same, "pairs", pairs,
                     "people", people_json(works));
}

/* Compares each with each, or all at once where that takes too long. */
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
                   const char *folder, json_t **told)
{
    struct works works = {.lesson = lesson, .out = out, .folder = folder};
    struct runs counted = {0};
    json_t *pairs = NULL;
    size_t compared = 0;
    *told = NULL;
    int error = works_read(&works, sources);
    if (!error)
        error = skeleton_remove(&works);
    /* Says how many tokens are left, and nothing else: all is removed. */
    if (!error)
        error = similar_run(&works, true, &counted);
    free(counted.run);
    if (!error) {
        compared = small_drop(&works);
        works.exact = compared <= SIMILAR_EXACT;
        error = works_compare(&works, compared, &pairs);
    }
    if (!error) {
        *told = lesson_json(&works, compared, pairs);
        error = *told ? 0 : ENOMEM;
    }
    works_free(&works);
    return error;
}
