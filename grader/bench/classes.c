/*
 * How many schedules does it take to see every behaviour?
 *
 * Correct programs (grader/tests/growth/) of N threads that do something K
 * times, searched to the end: once by depth-first search, which runs every
 * schedule, and once by the reduced search, which runs one of each class. Both
 * have the same number of schedules and seconds to get there. Compiling is not
 * part of the times; starting the program is. The section fails if a finding
 * comes up, or if a class is run more than MOST times.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

#include "bench/command.h"
#include "bench/corpus.h"
#include "bench/sample.h"

enum { PLAIN, REDUCED, SEARCHES, SCHEDULES = 2000000, LIMIT = 60, MOST = 3 };

static const char *const searches[SEARCHES] = {"dfs", "classes"};

/* The first rows are those that are measured quickly. */
static const struct growth {
    const char *program;
    unsigned threads, times;
} growths[] = {
    {"locked", 2, 1},     {"locked", 2, 2},     {"neighbours", 2, 1},
    {"locked", 3, 1},     {"locked", 3, 2},     {"locked", 4, 1},
    {"locked", 4, 2},     {"locked", 5, 1},     {"locked", 6, 1},
    {"neighbours", 3, 1}, {"neighbours", 4, 1}, {"neighbours", 5, 1},
    {"neighbours", 2, 2}, {"neighbours", 2, 3}, {"neighbours", 2, 4},
    {"queue", 1, 2},      {"queue", 1, 4},      {"queue", 2, 1},
    {"queue", 2, 2},      {"queue", 3, 1},      {"stack", 2, 1},
    {"stack", 2, 2},      {"stack", 3, 1},      {"pushes", 2, 1},
    {"pushes", 2, 2},     {"pushes", 3, 1},     {"array", 1, 1},
    {"array", 2, 1},      {"array", 2, 2},
};

enum { GROWTHS = sizeof growths / sizeof growths[0], QUICK = 3 };

/* A file that sets the sizes and has the program's text. */
static bool source_write(const struct growth *growth, struct specimen *made)
{
    snprintf(made->name, sizeof made->name, "%s_%u_%u", growth->program,
             growth->threads, growth->times);
    snprintf(made->source, sizeof made->source, BENCH_FOLDER "/work/%s.c",
             made->name);
    made->finding[0] = '\0';
    FILE *file = fopen(made->source, "w");
    if (!file)
        return false;
    fprintf(file,
            "#define N %u\n#define K %u\n"
            "#include \"../../../grader/tests/growth/%s.c\"\n",
            growth->threads, growth->times, growth->program);
    return fclose(file) == 0;
}

static void cell_print(const struct explored *explored)
{
    char seconds[16];
    number_short(explored->seconds, seconds);
    if (explored->every)
        printf(" %10lu %7s", explored->schedules, seconds);
    else
        printf(" %10s %7s", "-", "-");
}

static json_t *explored_json(const struct explored *explored)
{
    return json_pack("{s:b, s:i, s:i, s:f}", "every", explored->every,
                     "schedules", (int)explored->schedules, "classes",
                     (int)explored->classes, "seconds", explored->seconds);
}

/* @return Whether it could be measured and nothing was wrong. */
static bool growth_measure(const struct bench *bench,
                           const struct growth *growth, json_t *rows)
{
    struct explored explored[SEARCHES];
    struct specimen specimen;
    char program[300];
    if (!source_write(growth, &specimen) ||
        !specimen_build(bench, &specimen, program, sizeof program))
        return false;
    for (int i = 0; i < SEARCHES; i++) {
        const struct exploration asked = {.program = program,
                                          .strategy = searches[i],
                                          .schedules = SCHEDULES,
                                          .limit = LIMIT};
        specimen_explore(&asked, 1, &explored[i]);
        if (explored[i].broken || explored[i].found)
            return false;
    }
    const struct explored *reduced = &explored[REDUCED];
    printf("  %-11s %u x %u", growth->program, growth->threads, growth->times);
    cell_print(&explored[PLAIN]);
    cell_print(reduced);
    printf(reduced->every ? " %9lu\n" : "         -\n", reduced->classes);
    fflush(stdout);
    json_array_append_new(rows, json_pack("{s:s, s:i, s:i, s:o, s:o}",
                                          "program", growth->program, "threads",
                                          (int)growth->threads, "times",
                                          (int)growth->times, "plain",
                                          explored_json(&explored[PLAIN]),
                                          "reduced", explored_json(reduced)));
    /* One more is the plain run with which every search begins. */
    return !reduced->every ||
           reduced->schedules <= MOST * (reduced->classes + 1);
}

bool classes_measure(const struct bench *bench)
{
    json_t *rows = json_array();
    unsigned failed = 0;
    printf(
        "Schedules until every behaviour was seen, and seconds; - not within "
        "%d schedules\nand %d seconds\n\n  %-11s %5s %10s %7s %10s %7s %9s\n",
        SCHEDULES, LIMIT, "program", "N x K", "all", "", "reduced", "",
        "classes");
    for (unsigned i = 0; i < (bench->quick ? QUICK : GROWTHS); i++)
        if (!growth_measure(bench, &growths[i], rows)) {
            fprintf(stderr,
                    "bench: %s, %u x %u: could not be searched, or "
                    "something was found\n",
                    growths[i].program, growths[i].threads, growths[i].times);
            failed++;
        }
    return figures_write(bench, "classes", json_pack("{s:o}", "rows", rows)) &&
           failed == 0;
}
