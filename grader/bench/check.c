/*
 * What does a check cost?
 *
 * `make check L=01` after an edit of the file, beside what a learner without
 * the kit would do: compile the lesson's program with -fsanitize=thread and run
 * it once. Both with the skeleton and with the solution, in turn. A copy of the
 * tree is used, with all that does not depend on the learner's file built, as
 * it is after the first check. The plain run is spared the second that
 * ThreadSanitizer sleeps at exit by default.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

#include "bench/command.h"
#include "bench/sample.h"

#define TREE BENCH_FOLDER "/work/tree"

enum { SKELETON, SOLUTION, FILES, LIMIT = 120 };

static const char *const names[FILES] = {"skeleton", "solution"};
static const char *const sources[FILES] = {"grader/lessons/01_*/skeleton.c",
                                           "solutions/01_*/*.c"};

struct costs {
    struct sample check;
    struct sample plain;
};

static bool tree_make(void)
{
    return shell_run(
        "mkdir -p " TREE "/build && cp -a Makefile lessons " TREE
        " && cp -aL grader " TREE " && cp -a build/compiler build/lib "
        "build/bin build/obj build/judge build/probe " TREE "/build && cd " TREE
        " && make kit && { make check L=01 || :; }");
}

static bool file_put(int which)
{
    return shell_run("cp %s " TREE "/$(cd " TREE
                     " && echo lessons/01_*/*.h | sed 's/h$/c/')",
                     sources[which]);
}

static bool timed(const char *line, struct sample *sample)
{
    char *argv[] = {"sh", "-c", (char *)line, NULL};
    struct command command = {.argv = argv,
                              .folder = TREE,
                              .tsan = "atexit_sleep_ms=0",
                              .limit = LIMIT};
    struct outcome outcome;
    if (!command_run(&command, &outcome) || outcome.timed_out)
        return false;
    sample_add(sample, outcome.seconds);
    return true;
}

/* The verdict is looked at, so that what is timed is what was meant. */
static bool check_time(int which, struct sample *sample)
{
    return file_put(which) && timed("make check L=01", sample) &&
           shell_run("grep -q '\"verdict\": \"%s\"' " TREE
                     "/build/check/01_*/record.json",
                     which == SOLUTION ? "pass" : "fail");
}

static bool plain_time(const struct bench *bench, struct sample *sample)
{
    char line[512];
    snprintf(line, sizeof line,
             "%s -std=gnu11 -D_GNU_SOURCE -g -Og -pthread -fsanitize=thread "
             "lessons/01_*/*.c -o build/plain && build/plain",
             bench->compiler);
    return timed(line, sample);
}

static void table_print(const struct bench *bench, const struct costs *costs)
{
    char a[16], b[16], c[16], d[16], e[16], f[16], g[16];
    printf("Seconds for lesson 01: median, lowest-highest of %u runs\n\n"
           "  %-10s %-20s %-26s %s\n",
           bench->runs, "file", "make check L=01", "gcc -fsanitize=thread, run",
           "ratio");
    for (int which = 0; which < FILES; which++) {
        const struct sample *check = &costs[which].check;
        const struct sample *plain = &costs[which].plain;
        struct sample ratio = sample_ratio(check, plain);
        printf("  %-10s %s  %s-%-12s %s  %s-%-18s %s\n", names[which],
               number_short(sample_median(check), a),
               number_short(sample_lowest(check), b),
               number_short(sample_highest(check), c),
               number_short(sample_median(plain), d),
               number_short(sample_lowest(plain), e),
               number_short(sample_highest(plain), f),
               number_short(sample_median(&ratio), g));
    }
}

static json_t *costs_json(int which, const struct costs *costs)
{
    struct sample ratio = sample_ratio(&costs->check, &costs->plain);
    return json_pack("{s:s, s:o, s:o, s:o}", "file", names[which], "check",
                     sample_json(&costs->check), "plain",
                     sample_json(&costs->plain), "ratio", sample_json(&ratio));
}

bool check_measure(const struct bench *bench)
{
    struct costs costs[FILES] = {{.check = {.count = 0}}};
    json_t *rows = json_array();
    if (!tree_make())
        return false;
    for (unsigned run = 0; run < bench->runs; run++)
        for (int which = 0; which < FILES; which++)
            if (!check_time(which, &costs[which].check) ||
                !plain_time(bench, &costs[which].plain))
                return false;
    table_print(bench, costs);
    for (int which = 0; which < FILES; which++)
        json_array_append_new(rows, costs_json(which, &costs[which]));
    return figures_write(
        bench, "check",
        json_pack("{s:s, s:o}", "unit", "seconds", "lesson_01", rows));
}
