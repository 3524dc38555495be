/*
 * Comparing the works of one lesson (see similar_parts.h).
 *
 * What the lesson gave to everyone is left out of each work; works are compared
 * by what is left, if there is enough of it to mean anything.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "batch/similar/similar.h"
#include "batch/similar/similar_parts.h"

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

/* In lessons/ somebody may have worked. */
char *similar_given(const char *lesson)
{
    char *all = NULL;
    size_t size;
    FILE *file = open_memstream(&all, &size);
    if (!file)
        return NULL;
    given_write(file, text_print("lessons/%s/*.c", lesson));
    given_write(file, text_print("grader/lessons/%s/skeleton.c", lesson));
    return fclose(file) ? NULL : all;
}

char *similar_source(const char *out, const char *source, bool earlier)
{
    char *path =
        text_print("%s/%ssources/%s.c", out, earlier ? "earlier/" : "", source);
    char *text = path ? file_read(path) : NULL;
    free(path);
    return text;
}

static int works_read(struct works *works, const json_t *sources, bool earlier,
                      const char *out, const struct prints *given)
{
    const char *source;
    json_t *students;
    struct prints prints = {.count = 0};
    int error = 0;
    json_object_foreach((json_t *)sources, source, students)
    {
        char *text = similar_source(out, source, earlier);
        prints.count = 0;
        if (text && strlen(text) <= SIMILAR_LARGEST)
            error = prints_add(text, PRINT_WINDOW, &prints);
        free(text);
        prints_sort(&prints);
        prints_remove(&prints, given);
        if (!error)
            error = works_add(works,
                              (struct work){.source = source,
                                            .students = students,
                                            .earlier = earlier},
                              &prints);
        if (error)
            break;
    }
    free(prints.print);
    return error;
}

/* One group, with its works numbered from 0 in `place`. */
static json_t *group_json(struct works *works, size_t root,
                          const struct pair *pairs, size_t count, size_t *place)
{
    json_t *members = json_array(), *told = json_array();
    int percent = 100;
    for (size_t i = root; i < works->count; i++) {
        const struct work *work = &works->work[i];
        if (works_root(works, i) != root)
            continue;
        place[i] = json_array_size(members);
        json_array_append_new(members, json_pack("{s:s, s:O, s:b}", "source",
                                                 work->source, "students",
                                                 work->students, "earlier",
                                                 work->earlier));
    }
    for (size_t i = 0; i < count; i++) {
        if (works_root(works, pairs[i].a) != root)
            continue;
        if (json_array_size(told) == 0)
            percent = pairs[i].percent;
        json_array_append_new(told,
                              json_pack("{s:I, s:I, s:i}", "a",
                                        (json_int_t)place[pairs[i].a], "b",
                                        (json_int_t)place[pairs[i].b],
                                        "percent", pairs[i].percent));
    }
    return json_pack("{s:i, s:o, s:o}", "percent", percent, "works", members,
                     "pairs", told);
}

/* Equal files first, then the groups of the best pairs. */
static json_t *groups_json(struct works *works, const struct pair *pairs,
                           size_t count, size_t *all)
{
    json_t *groups = json_array();
    size_t *place = calloc(works->count + 1, sizeof *place);
    bool *done = calloc(works->count + 1, sizeof *done);
    *all = 0;
    for (size_t i = 0; place && done && i < works->count + count; i++) {
        bool file = i < works->count;
        size_t work = file ? i : pairs[i - works->count].a;
        size_t root = works_root(works, work);
        const struct work *same = &works->work[work];
        if (done[root] || (file && (!same->in || same->earlier ||
                                    json_array_size(same->students) < 2)))
            continue;
        done[root] = true;
        if ((*all)++ < SIMILAR_GROUPS)
            json_array_append_new(groups,
                                  group_json(works, root, pairs, count, place));
    }
    free(place);
    free(done);
    return groups;
}

static int lesson_json(const char *lesson, struct works *works, json_t **told)
{
    struct pair *pairs;
    size_t count, usual, all = 0, compared = 0;
    int error = works_pair(works, &pairs, &count, &usual);
    if (error)
        return error;
    for (size_t i = 0; i < works->count; i++)
        compared += works->work[i].in;
    json_t *groups = groups_json(works, pairs, count, &all);
    *told = json_pack("{s:s, s:i, s:s, s:I, s:I, s:I, s:I, s:o}", "format",
                      "lockstep-similar", "version", 3, "lesson", lesson,
                      "works", (json_int_t)works->count, "compared",
                      (json_int_t)compared, "usual", (json_int_t)usual, "found",
                      (json_int_t)all, "groups", groups);
    free(pairs);
    return *told ? 0 : ENOMEM;
}

int similar_lesson(const char *lesson, const json_t *now, const json_t *earlier,
                   const char *out, json_t **told)
{
    struct works works = {.count = 0};
    struct prints given = {.count = 0};
    char *text = similar_given(lesson);
    *told = NULL;
    int error = text ? prints_add(text, 1, &given) : ENOMEM;
    prints_sort(&given);
    if (!error)
        error = works_read(&works, now, false, out, &given);
    if (!error)
        error = works_read(&works, earlier, true, out, &given);
    if (!error)
        error = lesson_json(lesson, &works, told);
    works_free(&works);
    free(given.print);
    free(text);
    return error;
}
