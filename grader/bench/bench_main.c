/*
 * Measures the kit: bench [--quick] [SECTION...]
 *
 * Each section's file says at its head how it measures. All figures are taken
 * on the spot. Machines are noisy, so what is compared is measured in turn,
 * again and again, and a ratio is the median of the ratios of neighbours. The
 * programs under test are compiled once, with the same optimisation for every
 * tool; compiling is not part of any time but those of the sections `check`,
 * `course` and `class`.
 *
 * It runs in the kit's root folder. --quick takes every path with fewer and
 * shorter measurements, for testing the bench itself.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/command.h"
#include "base/moment.h"

static const struct section {
    const char *name;
    bool (*measure)(const struct bench *bench);
} sections[] = {
    {"speed", speed_measure},         {"search", search_measure},
    {"detection", detection_measure}, {"classes", classes_measure},
    {"check", check_measure},         {"course", course_measure},
    {"class", class_measure},
};

enum { SECTIONS = sizeof sections / sizeof sections[0] };

static const struct bench thorough = {
    .runs = 5,
    .window = 1,
    .seeds = 20,
    .stride = 1,
    .run_limit = 10,
    .budget = 3,
    .twin_budget = 1,
};

static const struct bench quick = {
    .quick = true,
    .runs = 2,
    .window = 0.2,
    .seeds = 3,
    .stride = 6,
    .run_limit = 2,
    .budget = 1,
    .twin_budget = 0.5,
};

static bool section_wanted(const char *name, char **names)
{
    for (char **wanted = names; *wanted; wanted++)
        if (strcmp(*wanted, name) == 0)
            return true;
    return !*names;
}

static bool section_known(const char *name)
{
    for (int i = 0; i < SECTIONS; i++)
        if (strcmp(sections[i].name, name) == 0)
            return true;
    fprintf(stderr,
            "bench: no section '%s'; there are speed, search, "
            "detection, classes, check, course and class\n",
            name);
    return false;
}

/* Says what is going on: a section takes minutes. */
static bool section_run(const struct section *section,
                        const struct bench *bench)
{
    double start = moment_steady();
    fprintf(stderr, "bench: %s ...\n", section->name);
    bool good = section->measure(bench);
    fprintf(stderr, "bench: %s took %.0f seconds\n", section->name,
            moment_steady() - start);
    return good;
}

int main(int argc, char **argv)
{
    const char *compiler = getenv("CC");
    bool is_quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
    struct bench bench = is_quick ? quick : thorough;
    char **names = argv + (is_quick ? 2 : 1);
    bench.compiler = compiler && *compiler ? compiler : "gcc";
    for (char **name = names; *name; name++)
        if (!section_known(*name))
            return 2;
    if (!shell_run("rm -rf " BENCH_FOLDER "/work; mkdir -p " BENCH_FOLDER
                   "/work"))
        return 2;
    int failed = 0;
    for (int i = 0; i < SECTIONS; i++)
        if (section_wanted(sections[i].name, names))
            failed += !section_run(&sections[i], &bench);
    shell_run("rm -rf " BENCH_FOLDER "/work");
    return failed ? 1 : 0;
}
