/*
 * What does the whole course cost?
 *
 * In a copy of the tree every lesson's file is its solution. Two things are
 * timed: `make check` of all lessons with nothing built at all, and for each
 * lesson `make check L=NN` after its file was touched, beside the compiler
 * alone on the same file with the same flags. Every lesson must have passed, or
 * there is no figure.
 */
#include "bench/bench.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "bench/command.h"
#include "bench/sample.h"

#define TREE BENCH_FOLDER "/work/course"

enum { LIMIT = 600, LESSONS_MAX = 99 };

struct lesson {
    char name[64];
    struct sample check;    /* after an edit */
    struct sample compiler; /* its part of that */
};

static bool tree_make(void)
{
    return shell_run("mkdir -p " TREE " && cp -a Makefile lessons " TREE
                     " && cp -aL grader " TREE
                     " && for f in solutions/*/*.c; do cp $f " TREE
                     "/lessons/$(basename $(dirname $f))/ || exit 1; done");
}

static bool timed(const char *line, struct sample *sample)
{
    char *argv[] = {"sh", "-c", (char *)line, NULL};
    struct command command = {.argv = argv, .folder = TREE, .limit = LIMIT};
    struct outcome outcome;
    if (!command_run(&command, &outcome) || !outcome_good(&outcome))
        return false;
    sample_add(sample, outcome.seconds);
    return true;
}

/* Every stride-th lesson of the copy. */
static unsigned lessons_find(struct lesson *lessons, unsigned stride)
{
    glob_t found;
    unsigned count = 0;
    if (glob(TREE "/lessons/[0-9]*", 0, NULL, &found))
        return 0;
    for (size_t i = 0; i < found.gl_pathc && count < LESSONS_MAX; i += stride) {
        lessons[count] = (struct lesson){.check = {.count = 0}};
        snprintf(lessons[count++].name, sizeof lessons->name, "%s",
                 strrchr(found.gl_pathv[i], '/') + 1);
    }
    globfree(&found);
    return count;
}

static bool lesson_time(const struct bench *bench, struct lesson *lesson)
{
    char check[256], compile[512];
    snprintf(check, sizeof check, "make check L=%.60s", lesson->name);
    snprintf(compile, sizeof compile,
             "%s -std=gnu11 -D_GNU_SOURCE -g -O0 -fsanitize=thread -c "
             "$(ls lessons/%.60s/*.c | grep -v /main.c) -o build/alone.o",
             bench->compiler, lesson->name);
    return shell_run("echo >>\"$(ls " TREE
                     "/lessons/%s/*.c | grep -v /main.c)\"",
                     lesson->name) &&
           timed(check, &lesson->check) && timed(compile, &lesson->compiler);
}

static double lesson_beyond(const struct lesson *lesson)
{
    return sample_median(&lesson->check) - sample_median(&lesson->compiler);
}

static void course_print(const struct bench *bench, const struct sample *all,
                         const struct lesson *lessons, unsigned count)
{
    char a[16], b[16], c[16];
    printf("make check over all solutions, nothing built: %s s "
           "(%s-%s, %u runs)\n\n"
           "Seconds after an edit, medians of %u runs\n\n"
           "  %-28s %-8s %-8s %s\n",
           number_short(sample_median(all), a),
           number_short(sample_lowest(all), b),
           number_short(sample_highest(all), c), bench->runs, bench->runs,
           "lesson", "check", "compiler", "beyond");
    for (unsigned i = 0; i < count; i++)
        printf("  %-28s %-8s %-8s %s\n", lessons[i].name,
               number_short(sample_median(&lessons[i].check), a),
               number_short(sample_median(&lessons[i].compiler), b),
               number_short(lesson_beyond(&lessons[i]), c));
}

static json_t *course_json(const struct sample *all,
                           const struct lesson *lessons, unsigned count)
{
    json_t *rows = json_array();
    for (unsigned i = 0; i < count; i++)
        json_array_append_new(
            rows, json_pack("{s:s, s:o, s:o, s:f}", "lesson", lessons[i].name,
                            "check", sample_json(&lessons[i].check), "compiler",
                            sample_json(&lessons[i].compiler), "beyond",
                            lesson_beyond(&lessons[i])));
    return json_pack("{s:s, s:o, s:o}", "unit", "seconds", "all",
                     sample_json(all), "lessons", rows);
}

bool course_measure(const struct bench *bench)
{
    static struct lesson lessons[LESSONS_MAX];
    struct sample all = {.count = 0};
    if (!tree_make())
        return false;
    unsigned count = lessons_find(lessons, bench->stride);
    for (unsigned run = 0; run < bench->runs; run++) {
        if (!timed("make clean && make check", &all))
            return false;
        for (unsigned i = 0; i < count; i++)
            if (!lesson_time(bench, &lessons[i]))
                return false;
    }
    course_print(bench, &all, lessons, count);
    return figures_write(bench, "course", course_json(&all, lessons, count));
}
