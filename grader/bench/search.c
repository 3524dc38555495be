/*
 * How many schedules until the first finding?
 *
 * Every program of the corpus with a bug, by each strategy alone and by the
 * default, which is all of them in order, with seeds 1, 2, 3, ...; at most
 * 20,000 schedules a run, or 2,000 for a random strategy alone, and a limit in
 * seconds that is there for the machine's sake. A run that found nothing counts
 * as infinite, so a median or highest value of "-" says that half of the runs,
 * or one, found nothing.
 *
 * Depth-first search has no randomness: it runs once and stands for all seeds.
 * Any finding counts, since a bug may show in several ways; which kinds there
 * were is in the figures.
 */
#include "bench/bench.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/corpus.h"
#include "bench/sample.h"

enum { DEFAULT, DFS, SAMPLERS, STRATEGIES = 6, AIM_SECONDS = 2 };
enum { BUDGET = 20000, BUDGET_SAMPLER = 2000 };

/* The first is the search in its usual order. */
static const char *const strategies[STRATEGIES] = {"default", "dfs",  "pos",
                                                   "pct2",    "pct3", "surw"};

/* One program by one strategy. */
struct hunt {
    unsigned found, runs, broken;
    unsigned limited;   /* runs that the time limit ended */
    unsigned as_stated; /* findings of the kind that the program states */
    struct sample first;
    struct sample seconds;
    json_t *kinds; /* how often each was found */
};

static struct hunt hunts[CORPUS_MAX][STRATEGIES];
static struct corpus corpus;

static void kind_count(json_t *kinds, const char *kind)
{
    json_int_t count = json_integer_value(json_object_get(kinds, kind));
    json_object_set_new(kinds, kind, json_integer(count + 1));
}

static void hunt_note(struct hunt *hunt, const struct specimen *bug,
                      const struct explored *explored)
{
    hunt->runs++;
    hunt->broken += explored->broken;
    hunt->limited += explored->timed_out;
    hunt->found += explored->found;
    sample_add(&hunt->seconds, explored->found ? explored->seconds : INFINITY);
    sample_add(&hunt->first,
               explored->found ? (double)explored->first : INFINITY);
    if (!explored->found)
        return;
    kind_count(hunt->kinds, explored->finding);
    hunt->as_stated += strcmp(explored->finding, bug->finding) == 0;
}

static void hunt_run(const struct bench *bench, const struct specimen *bug,
                     const char *program, int which, struct hunt *hunt)
{
    struct explored explored;
    const struct exploration asked = {
        .program = program,
        .strategy = which == DEFAULT ? NULL : strategies[which],
        .schedules = which < SAMPLERS ? BUDGET : BUDGET_SAMPLER,
        .limit = bench->run_limit,
        .leaks = true};
    hunt->kinds = json_object();
    for (unsigned seed = 1; seed <= bench->seeds; seed++) {
        if (seed == 1 || which != DFS)
            specimen_explore(&asked, seed, &explored);
        hunt_note(hunt, bug, &explored);
    }
}

static void cell_print(const struct hunt *hunt)
{
    char middle[16], high[16];
    if (hunt->broken == hunt->runs)
        printf("  can't run   ");
    else
        printf("  %2u %4s %4s", hunt->found,
               count_short(sample_median(&hunt->first), middle),
               count_short(sample_highest(&hunt->first), high));
}

/* The default with its times, and one more strategy. */
static void table_print_default(const struct bench *bench)
{
    char middle[16], high[16];
    printf("Schedules to the first finding: found with k of %u seeds, median, "
           "highest\n\n  %-17s  %-12s  %-12s  %s\n  %-17s  %s  %s  %s\n",
           bench->seeds, "", "default", "its seconds", "dfs", "program",
           " k  med high", " med high", " k  med high");
    for (unsigned i = 0; i < corpus.count; i++) {
        const struct hunt *hunt = &hunts[i][DEFAULT];
        printf("  %-17s", corpus.bugs[i].name);
        cell_print(hunt);
        printf("  %4s %4s   ",
               number_short(sample_median(&hunt->seconds), middle),
               number_short(sample_highest(&hunt->seconds), high));
        cell_print(&hunts[i][DFS]);
        putchar('\n');
    }
}

static void table_print_samplers(void)
{
    printf("\n  %-17s", "");
    for (int which = SAMPLERS; which < STRATEGIES; which++)
        printf("  %-12s", strategies[which]);
    printf("\n  %-17s", "program");
    for (int which = SAMPLERS; which < STRATEGIES; which++)
        printf("   k  med high");
    putchar('\n');
    for (unsigned i = 0; i < corpus.count; i++) {
        printf("  %-17s", corpus.bugs[i].name);
        for (int which = SAMPLERS; which < STRATEGIES; which++)
            cell_print(&hunts[i][which]);
        putchar('\n');
    }
}

/* How many programs each strategy found with every seed. */
static void summary_print(const struct bench *bench, json_t *figures)
{
    json_t *always = json_object();
    unsigned in_time = 0;
    printf("\nFound with all %u seeds, of %u programs:", bench->seeds,
           corpus.count);
    for (int which = 0; which < STRATEGIES; which++) {
        unsigned count = 0;
        for (unsigned i = 0; i < corpus.count; i++)
            count += hunts[i][which].found == hunts[i][which].runs;
        printf(" %s %u", strategies[which], count);
        json_object_set_new(always, strategies[which], json_integer(count));
    }
    for (unsigned i = 0; i < corpus.count; i++)
        in_time += sample_highest(&hunts[i][DEFAULT].seconds) <= AIM_SECONDS;
    printf("\nBy the default with all seeds within %d seconds: %u of %u\n",
           AIM_SECONDS, in_time, corpus.count);
    json_object_set_new(figures, "found_with_all_seeds", always);
    json_object_set_new(figures, "default_within_2_seconds",
                        json_integer(in_time));
}

static json_t *bug_json(unsigned i)
{
    json_t *row = json_pack("{s:s, s:s}", "program", corpus.bugs[i].name,
                            "finding", corpus.bugs[i].finding);
    for (int which = 0; which < STRATEGIES; which++) {
        struct hunt *hunt = &hunts[i][which];
        json_object_set_new(
            row, strategies[which],
            json_pack("{s:i, s:i, s:i, s:i, s:i, s:o, s:o, s:o}", "runs",
                      hunt->runs, "found", hunt->found, "as_stated",
                      hunt->as_stated, "ended_by_time", hunt->limited,
                      "could_not_run", hunt->broken, "kinds", hunt->kinds,
                      "schedules", sample_json(&hunt->first), "seconds",
                      sample_json(&hunt->seconds)));
    }
    return row;
}

bool search_measure(const struct bench *bench)
{
    char program[300];
    json_t *rows = json_array();
    if (!corpus_find(bench, &corpus))
        return false;
    for (unsigned i = 0; i < corpus.count; i++) {
        if (!specimen_build(bench, &corpus.bugs[i], program, sizeof program))
            return false;
        for (int which = 0; which < STRATEGIES; which++)
            hunt_run(bench, &corpus.bugs[i], program, which, &hunts[i][which]);
        json_array_append_new(rows, bug_json(i));
    }
    table_print_default(bench);
    table_print_samplers();
    json_t *figures =
        json_pack("{s:i, s:f, s:o}", "seeds", (int)bench->seeds,
                  "seconds_limit", bench->run_limit, "programs", rows);
    summary_print(bench, figures);
    return figures_write(bench, "search", figures);
}
