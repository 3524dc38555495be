/*
 * Which tool finds a bug in the same time?
 *
 * Each program of the corpus with a bug, and each corrected twin:
 *
 * - explorer: one run of it as make explore does by default, from its start to
 *   its report;
 * - tsan: the program as usually built with -fsanitize=thread, run again and
 *   again until something shows or the time is up;
 * - helgrind: likewise, the plain program under valgrind.
 *
 * For those two anything counts that a watchful user would notice: a report, an
 * abort or crash, an exit status other than 0, or a hang, which is a run that
 * takes many times as long as it should. The time is the budget, or what the
 * explorer took if that was more; a run that has begun may end. An alarm that
 * the corrected twin gets as well says nothing about the bug: it is marked and
 * not counted. If it is the explorer's, the section fails.
 */
#include "bench/bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "bench/command.h"
#include "bench/corpus.h"
#include "bench/sample.h"
#include "base/moment.h"

enum { EXPLORER, TSAN, HELGRIND, TOOLS, REPORTED = 66 };
enum { SCHEDULES = 20000, EXPLORER_LIMIT = 60 };

static const char *const tools[TOOLS] = {"explorer", "tsan", "helgrind"};

/* The longest that a run may take; without a bug it is a tenth of that. */
static const double hang_limits[TOOLS] = {0, 2, 10};

static const char tsan[] = "atexit_sleep_ms=0:exitcode=66";

/* What a tool has to say about a program. */
struct verdict {
    bool found;
    char how[32];
    double seconds; /* until then, or in all */
    unsigned runs;
    unsigned long schedules; /* explorer: until then */
};

struct row {
    struct verdict bug[TOOLS];
    struct verdict twin[TOOLS];
};

static struct corpus corpus;
static struct row rows[CORPUS_MAX];

/* @return How the run shows that something is wrong, or NULL. */
static const char *outcome_alarm(const struct outcome *outcome)
{
    if (outcome->timed_out)
        return "hang";
    if (WIFSIGNALED(outcome->status))
        return WTERMSIG(outcome->status) == SIGABRT ? "abort" : "crash";
    int status = WEXITSTATUS(outcome->status);
    return status == REPORTED ? "report" : status ? "exit" : NULL;
}

/* Runs the program again and again. */
static struct verdict tool_run(int tool, const char *program, double budget)
{
    struct verdict verdict = {.found = false};
    char *plain[] = {(char *)program, NULL};
    char *valgrind[] = {"valgrind",
                        "--tool=helgrind",
                        "-q",
                        "--error-exitcode=66",
                        (char *)program,
                        NULL};
    struct command command = {.argv = tool == TSAN ? plain : valgrind,
                              .tsan = tool == TSAN ? tsan : NULL,
                              .limit = hang_limits[tool]};
    double start = moment_steady();
    while (!verdict.found && moment_steady() - start < budget) {
        struct outcome outcome;
        if (!command_run(&command, &outcome))
            break;
        const char *alarm = outcome_alarm(&outcome);
        verdict.found = alarm != NULL;
        verdict.runs++;
        if (alarm)
            snprintf(verdict.how, sizeof verdict.how, "%s", alarm);
    }
    verdict.seconds = moment_steady() - start;
    return verdict;
}

static struct verdict explorer_run(const char *program, double limit)
{
    const struct exploration asked = {
        .program = program, .schedules = SCHEDULES, .limit = limit};
    struct explored explored;
    struct verdict verdict = {.runs = 1};
    specimen_explore(&asked, 1, &explored);
    verdict.found = explored.found;
    verdict.seconds = explored.seconds;
    verdict.schedules = explored.first;
    if (explored.found)
        snprintf(verdict.how, sizeof verdict.how, "%s", explored.finding);
    return verdict;
}

static bool tools_run(const struct bench *bench,
                      const struct specimen *specimen, double budget,
                      double explorer_limit, struct verdict verdicts[TOOLS])
{
    char program[TOOLS][300];
    const char *flags = "-std=gnu11 -D_GNU_SOURCE -g -Og -pthread";
    if (!specimen_build(bench, specimen, program[EXPLORER],
                        sizeof program[EXPLORER]))
        return false;
    for (int tool = TSAN; tool < TOOLS; tool++) {
        snprintf(program[tool], sizeof program[tool],
                 BENCH_FOLDER "/work/%s/%s", specimen->name, tools[tool]);
        if (!shell_run("%s %s %s %s -o %s -lm", bench->compiler, flags,
                       tool == TSAN ? "-fsanitize=thread" : "",
                       specimen->source, program[tool]))
            return false;
    }
    verdicts[EXPLORER] = explorer_run(program[EXPLORER], explorer_limit);
    if (verdicts[EXPLORER].seconds > budget)
        budget = verdicts[EXPLORER].seconds;
    for (int tool = TSAN; tool < TOOLS; tool++)
        verdicts[tool] = tool_run(tool, program[tool], budget);
    return true;
}

/* @return Whether the alarm was about the bug. */
static bool counts(const struct row *row, int tool)
{
    return row->bug[tool].found && !row->twin[tool].found;
}

static void table_print(const struct bench *bench)
{
    char number[16];
    printf("Found at equal time: %g seconds for each tool and program\n"
           "(seconds and how; - nothing, in so many runs; * the corrected twin "
           "gets an\nalarm, too)\n\n  %-19s %-18s %-18s %s\n",
           bench->budget, "program", "explorer", "ThreadSanitizer", "Helgrind");
    for (unsigned i = 0; i < corpus.count; i++) {
        printf("  %-19s", corpus.bugs[i].name);
        for (int tool = 0; tool < TOOLS; tool++) {
            const struct verdict *bug = &rows[i].bug[tool];
            char cell[64];
            number_short(bug->seconds, number);
            if (bug->found)
                snprintf(cell, sizeof cell, "%s %s%s", number, bug->how,
                         rows[i].twin[tool].found ? " *" : "");
            else
                snprintf(cell, sizeof cell, "- (%u)%s", bug->runs,
                         rows[i].twin[tool].found ? " *" : "");
            printf(tool + 1 < TOOLS ? " %-18s" : " %s", cell);
        }
        putchar('\n');
    }
}

static json_t *verdict_json(const struct verdict *verdict)
{
    return json_pack("{s:b, s:s, s:f, s:i}", "found", verdict->found, "how",
                     verdict->how, "seconds", verdict->seconds, "runs",
                     verdict->runs);
}

static json_t *row_json(unsigned i)
{
    json_t *object = json_pack("{s:s, s:s}", "program", corpus.bugs[i].name,
                               "finding", corpus.bugs[i].finding);
    for (int tool = 0; tool < TOOLS; tool++)
        json_object_set_new(object, tools[tool],
                            json_pack("{s:o, s:o, s:b}", "bug",
                                      verdict_json(&rows[i].bug[tool]), "twin",
                                      verdict_json(&rows[i].twin[tool]),
                                      "counts", counts(&rows[i], tool)));
    return object;
}

static void summary_print(json_t *figures)
{
    json_t *summary = json_object();
    printf("\n  %-12s %10s %16s\n",
           "of "
           "the bugs",
           "it finds", "alarms on twins");
    for (int tool = 0; tool < TOOLS; tool++) {
        int found = 0, alarms = 0;
        for (unsigned i = 0; i < corpus.count; i++) {
            found += counts(&rows[i], tool);
            alarms += rows[i].twin[tool].found;
        }
        printf("  %-12s %4d of %-3u %9d of %u\n", tools[tool], found,
               corpus.count, alarms, corpus.count);
        json_object_set_new(summary, tools[tool],
                            json_pack("{s:i, s:i, s:i}", "found", found,
                                      "alarms_on_twins", alarms, "programs",
                                      (int)corpus.count));
    }
    json_object_set_new(figures, "summary", summary);
}

static int count_order(const void *a, const void *b)
{
    unsigned long one = *(const unsigned long *)a;
    unsigned long other = *(const unsigned long *)b;
    return (one > other) - (one < other);
}

/* How many schedules the explorer needed for the bugs that it found. */
static void schedules_print(json_t *figures)
{
    static unsigned long needed[CORPUS_MAX];
    unsigned found = 0;
    for (unsigned i = 0; i < corpus.count; i++)
        if (counts(&rows[i], EXPLORER))
            needed[found++] = rows[i].bug[EXPLORER].schedules;
    if (found == 0)
        return;
    qsort(needed, found, sizeof *needed, count_order);
    unsigned long median = needed[(found - 1) / 2], most = needed[found - 1];
    printf(
        "\n  The explorer needed %lu schedules in the median, %lu at most.\n",
        median, most);
    json_object_set_new(figures, "schedules",
                        json_pack("{s:I, s:I}", "median", (json_int_t)median,
                                  "most", (json_int_t)most));
}

/* @return Whether the explorer accuses no right program. */
static bool twins_spared(void)
{
    bool spared = true;
    for (unsigned i = 0; i < corpus.count; i++) {
        if (!rows[i].twin[EXPLORER].found)
            continue;
        fprintf(stderr,
                "bench: the explorer accuses the right twin of %s: %s\n",
                corpus.bugs[i].name, rows[i].twin[EXPLORER].how);
        spared = false;
    }
    return spared;
}

bool detection_measure(const struct bench *bench)
{
    struct specimen twin;
    json_t *list = json_array();
    if (!shell_run("command -v valgrind >/dev/null || "
                   "{ echo 'There is no valgrind here. Next: make setup "
                   "bench'; false; }") ||
        !corpus_find(bench, &corpus))
        return false;
    for (unsigned i = 0; i < corpus.count; i++) {
        specimen_twin(&corpus.bugs[i], &twin);
        if (!tools_run(bench, &corpus.bugs[i], bench->budget, EXPLORER_LIMIT,
                       rows[i].bug) ||
            !tools_run(bench, &twin, bench->twin_budget, bench->twin_budget,
                       rows[i].twin))
            return false;
        json_array_append_new(list, row_json(i));
    }
    table_print(bench);
    json_t *figures =
        json_pack("{s:f, s:f, s:o}", "seconds_each", bench->budget,
                  "seconds_each_twin", bench->twin_budget, "programs", list);
    summary_print(figures);
    schedules_print(figures);
    return figures_write(bench, "detection", figures) && twins_spared();
}
