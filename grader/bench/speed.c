/*
 * How many schedules a second?
 *
 * For each trial, in turn and several times:
 *
 * - explorer: the search that grades, run for a while past all findings
 *   (rate_explore.c);
 * - fork: the same schedules, a process for each, ThreadSanitizer at work in
 *   every one;
 * - fork, blind: likewise, but the processes inherit finished fibers. That is
 *   what makes it fast, and what stops ThreadSanitizer in them: no races found;
 * - threads: real threads under ThreadSanitizer, rounds of the stress engine on
 *   the same amount of work (rate_threads.c).
 *
 * The trials are linked as probes are. Nothing is symbolised in any of them,
 * since ThreadSanitizer prints a race once in the explorer's one process but
 * again in each forked one. The skeleton has a race in every schedule; it is
 * counted on, and its schedules are run to the end.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

#include "bench/command.h"
#include "bench/sample.h"

/* The judge's settings, but silent. */
static const char tsan[] = "detect_deadlocks=0:history_size=7:atexit_sleep_ms=0"
                           ":exitcode=0:report_signal_unsafe=0:symbolize=0";
static const char tsan_rounds[] =
    "detect_deadlocks=0:history_size=7:atexit_sleep_ms=0"
    ":exitcode=0:report_signal_unsafe=0:report_bugs=0";

enum { EXPLORER, FORK, BLIND, THREADS, WAYS, LIMIT = 120 };

static const char *const ways[WAYS] = {"explorer", "fork", "fork_blind",
                                       "threads"};

static const struct subject {
    const char *name;
    const char *folder; /* of its programs */
    const char *trial;
    bool memory; /* memory accesses are scheduling points, too */
} subjects[] = {
    {"01 two_threads", "solution_01", "two_threads", false},
    {"   its skeleton", "skeleton_01", "two_threads", false},
    {"03 opposite_direct.", "solution_03", "opposite_directions", false},
    {"04 letters_arrive", "solution_04", "letters_arrive", false},
    {"counter, racy", "counter", "racy", false},
    {"   at memory, too", "counter", "racy", true},
    {"counter, locked", "counter", "locked", false},
    {"   at memory, too", "counter", "locked", true},
};

enum { SUBJECTS = sizeof subjects / sizeof subjects[0] };

/* Everything measured of one subject. */
struct rates {
    struct sample way[WAYS];
    struct sample cpu[WAYS]; /* the same for a second of processor time */
    unsigned rounds;         /* of real threads that fill the window */
    double findings;         /* the explorer's, as a part of its schedules */
    double points;           /* in a schedule, on average */
    double fork_found;       /* as a part of the schedules */
    double blind_found;
};

/* Links both rate programs with one answer to a lesson. */
static bool answer_build(const char *folder, const char *lesson,
                         const char *source)
{
    return shell_run(
        "set -eu; out=%s/work/%s; mkdir -p $out; lesson=$(basename "
        "grader/lessons/%s_*); header=$(basename lessons/$lesson/*.h .h); "
        "source=$out/$header.c; cp %s \"$source\"; "
        "sh grader/build.sh $lesson $source $out; "
        "sh grader/bench/rate.sh $out $out/student.o build/probe/$lesson.o",
        BENCH_FOLDER, folder, lesson, source);
}

static bool programs_build(void)
{
    return answer_build("solution_01", "01", "solutions/01_*/*.c") &&
           answer_build("skeleton_01", "01",
                        "grader/lessons/01_*/skeleton.c") &&
           answer_build("solution_03", "03", "solutions/03_*/*.c") &&
           answer_build("solution_04", "04", "solutions/04_*/*.c") &&
           shell_run("mkdir -p %s/work/counter && sh grader/bench/rate.sh "
                     "%s/work/counter build/bench/counter.o",
                     BENCH_FOLDER, BENCH_FOLDER);
}

/* What a rate program printed. */
struct printed {
    unsigned long long count, findings, points;
    double seconds, cpu;
};

static bool rate_run(const struct subject *subject, int way, const char *amount,
                     struct printed *printed)
{
    char program[256];
    snprintf(program, sizeof program, BENCH_FOLDER "/work/%s/%s",
             subject->folder, way == THREADS ? "rate_threads" : "rate_explore");
    char *argv[10] = {program, "--trial", (char *)subject->trial,
                      way == THREADS ? "--rounds" : "--seconds",
                      (char *)amount};
    int count = 5;
    if (way == FORK)
        argv[count++] = "--fork";
    if (way == BLIND)
        argv[count++] = "--blind";
    if (way != THREADS && subject->memory)
        argv[count++] = "--memory";
    struct command command = {.argv = argv,
                              .tsan = way == THREADS ? tsan_rounds : tsan,
                              .limit = LIMIT};
    struct outcome outcome;
    if (command_run(&command, &outcome) && outcome_good(&outcome) &&
        sscanf(outcome.text, "%llu %lf %llu %llu %lf", &printed->count,
               &printed->seconds, &printed->findings, &printed->points,
               &printed->cpu) == 5)
        return true;
    fprintf(stderr, "bench: %s %s failed\n", program, subject->trial);
    return false;
}

/* How many rounds take about as long as the window? */
static bool rounds_find(const struct bench *bench,
                        const struct subject *subject, struct rates *rates)
{
    struct printed printed;
    if (!rate_run(subject, THREADS, "100", &printed))
        return false;
    double rounds = 100 / printed.seconds * bench->window;
    rates->rounds = rounds < 10 ? 10 : (unsigned)rounds;
    return true;
}

static bool subject_measure(const struct bench *bench,
                            const struct subject *subject, struct rates *rates)
{
    for (int way = 0; way < WAYS; way++) {
        char amount[32];
        struct printed printed;
        if (way == THREADS)
            snprintf(amount, sizeof amount, "%u", rates->rounds);
        else
            snprintf(amount, sizeof amount, "%g", bench->window);
        if (!rate_run(subject, way, amount, &printed) || printed.count == 0)
            return false;
        double count = (double)printed.count;
        sample_add(&rates->way[way], count / printed.seconds);
        sample_add(&rates->cpu[way], count / printed.cpu);
        if (way == EXPLORER) {
            rates->findings = (double)printed.findings / count;
            rates->points = (double)printed.points / count;
        } else if (way == FORK) {
            rates->fork_found = (double)printed.findings / count;
        } else if (way == BLIND) {
            rates->blind_found = (double)printed.findings / count;
        }
    }
    return true;
}

static void table_print(const struct bench *bench, const struct rates *rates)
{
    char middle[16], low[16], high[16], range[40];
    printf("Schedules a second: median, lowest-highest of %u runs\n\n"
           "  %-19s %-14s %-14s %-14s %s\n",
           bench->runs, "trial", "explorer", "fork", "fork, blind", "threads");
    for (int i = 0; i < SUBJECTS; i++) {
        printf("  %-19s", subjects[i].name);
        for (int way = 0; way < WAYS; way++) {
            const struct sample *sample = &rates[i].way[way];
            snprintf(range, sizeof range, "%s-%s",
                     number_short(sample_lowest(sample), low),
                     number_short(sample_highest(sample), high));
            printf(" %4s %-9s", number_short(sample_median(sample), middle),
                   range);
        }
        putchar('\n');
    }
    printf("\nThe explorer is faster, median of the ratios of neighbouring "
           "runs\n\n  %-19s %14s %14s %14s\n",
           "trial", "than fork", "fork, blind", "threads");
    for (int i = 0; i < SUBJECTS; i++) {
        printf("  %-19s", subjects[i].name);
        for (int way = FORK; way < WAYS; way++) {
            struct sample ratio =
                sample_ratio(&rates[i].way[EXPLORER], &rates[i].way[way]);
            printf(" %13sx", number_short(sample_median(&ratio), middle));
        }
        putchar('\n');
    }
}

static json_t *rates_json(const struct subject *subject,
                          const struct rates *rates)
{
    json_t *row = json_pack(
        "{s:s, s:s, s:b, s:f, s:f, s:f, s:f}", "program", subject->folder,
        "trial", subject->trial, "memory_points", subject->memory,
        "points_in_a_schedule", rates->points, "findings_in_a_schedule",
        rates->findings, "findings_in_a_fork", rates->fork_found,
        "findings_in_a_blind_fork", rates->blind_found);
    for (int way = 0; way < WAYS; way++) {
        char name[40];
        json_object_set_new(row, ways[way], sample_json(&rates->way[way]));
        snprintf(name, sizeof name, "%s_by_processor_time", ways[way]);
        json_object_set_new(row, name, sample_json(&rates->cpu[way]));
        if (way == EXPLORER)
            continue;
        struct sample ratio =
            sample_ratio(&rates->way[EXPLORER], &rates->way[way]);
        snprintf(name, sizeof name, "ratio_to_%s", ways[way]);
        json_object_set_new(row, name, sample_json(&ratio));
    }
    return row;
}

bool speed_measure(const struct bench *bench)
{
    static struct rates rates[SUBJECTS];
    if (!programs_build())
        return false;
    for (int i = 0; i < SUBJECTS; i++)
        if (!rounds_find(bench, &subjects[i], &rates[i]))
            return false;
    for (unsigned run = 0; run < bench->runs; run++)
        for (int i = 0; i < SUBJECTS; i++)
            if (!subject_measure(bench, &subjects[i], &rates[i]))
                return false;
    table_print(bench, rates);
    json_t *rows = json_array();
    for (int i = 0; i < SUBJECTS; i++)
        json_array_append_new(rows, rates_json(&subjects[i], &rates[i]));
    return figures_write(bench, "speed",
                         json_pack("{s:s, s:o}", "unit",
                                   "schedules (threads: rounds) a second",
                                   "trials", rows));
}
