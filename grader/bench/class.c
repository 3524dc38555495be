/*
 * What does a class cost?
 *
 * Made-up classes of one mix (grader/tests/class/make.sh) and of growing size,
 * every submission different, are graded into an empty folder; then once more,
 * when nothing has changed. Beside it the bare compiler is timed: every source,
 * with the flags of a probe, as many at a time as there are processors. Cost
 * per submission and memory of `grade` itself must not grow with the class.
 *
 * Then the smallest class is graded again and again with every processor kept
 * busy by something else, and the scores are compared, cell by cell: none may
 * differ.
 */
#include "bench/bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/command.h"
#include "bench/sample.h"
#include "base/moment.h"

#define FOLDER BENCH_FOLDER "/work/class"

enum { SEED = 1, SIZES_MAX = 3, POLL_MS = 50, BUSY_MAX = 64 };

/* One size of class. */
struct row {
    unsigned submissions;
    double compiler; /* seconds for the bare compiler */
    double grade;    /* seconds for grading */
    double again;    /* seconds when nothing has changed */
    long memory;     /* peak of grade itself, KiB */
};

/* The most memory that a process has had, as the kernel keeps it. */
static long memory_peak(pid_t pid)
{
    char path[64], line[256];
    long peak = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtol(line + 6, NULL, 10);
    if (file)
        fclose(file);
    return peak;
}

/* Runs a command silently; gives its seconds, and the peak of its memory. */
static bool measured(char *const *argv, double *seconds, long *memory)
{
    const struct timespec pause = {.tv_nsec = POLL_MS * 1000000L};
    double start = moment_steady();
    int status = 0;
    pid_t pid = fork();
    if (pid < 0)
        return false;
    if (pid == 0) {
        if (freopen("/dev/null", "w", stdout))
            execvp(argv[0], argv);
        _exit(127);
    }
    while (waitpid(pid, &status, WNOHANG) == 0) {
        long peak = memory_peak(pid);
        if (memory && peak > *memory)
            *memory = peak;
        nanosleep(&pause, NULL);
    }
    *seconds = moment_steady() - start;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool graded(const char *class, const char *out, double *seconds,
                   long *memory)
{
    char *argv[] = {"build/bin/grade", "run", (char *)class, (char *)out, NULL};
    return measured(argv, seconds, memory);
}

static bool compiled(const struct bench *bench, const char *out,
                     double *seconds)
{
    char line[1024];
    snprintf(line, sizeof line,
             "jq -r '.students[].submissions[] | select(.source) | "
             "\"lessons/\\(.lesson) %s/sources/\\(.source).c\"' %s/intake.json"
             " | xargs -P $(nproc) -L 1 sh -c '%s -std=gnu11 -D_GNU_SOURCE -g "
             "-O0 -fsanitize=thread -I$0 -c $1 -o /dev/null 2>/dev/null'",
             out, out, bench->compiler);
    char *argv[] = {"sh", "-c", line, NULL};
    return measured(argv, seconds, NULL);
}

static bool row_measure(const struct bench *bench, struct row *row)
{
    char class[128], out[128];
    snprintf(class, sizeof class, FOLDER "/%u/in", row->submissions);
    snprintf(out, sizeof out, FOLDER "/%u/out", row->submissions);
    return shell_run("sh grader/tests/class/make.sh folder " FOLDER
                     "/%u %d %u >/dev/null",
                     row->submissions, SEED, row->submissions) &&
           graded(class, out, &row->grade, &row->memory) &&
           graded(class, out, &row->again, NULL) &&
           compiled(bench, out, &row->compiler);
}

static void busy_start(pid_t *busy, long count)
{
    for (long i = 0; i < count; i++) {
        busy[i] = fork();
        if (busy[i] == 0)
            for (;;)
                getpid();
    }
}

static void busy_end(const pid_t *busy, long count)
{
    for (long i = 0; i < count; i++) {
        kill(busy[i], SIGKILL);
        waitpid(busy[i], NULL, 0);
    }
}

/* Cells of grades.csv that differ between two gradings; -1: no answer. */
static long cells_different(const char *a, const char *b)
{
    char line[512];
    snprintf(line, sizeof line,
             "tr , '\\n' <%s/grades.csv >" FOLDER
             "/a; tr , '\\n' <%s/grades.csv"
             " >" FOLDER "/b; cmp -s " FOLDER "/a " FOLDER "/b && echo 0 || "
             "diff " FOLDER "/a " FOLDER "/b | grep -c '^[<>]'",
             a, b);
    char *argv[] = {"sh", "-c", line, NULL};
    struct command command = {.argv = argv, .limit = 60};
    struct outcome outcome;
    if (!command_run(&command, &outcome) || !outcome.text[0])
        return -1;
    return strtol(outcome.text, NULL, 10);
}

/* Grades the smallest class under load; -1 if it can't be graded. */
static long flips_count(const struct bench *bench, const struct row *row)
{
    pid_t busy[BUSY_MAX];
    long processors = sysconf(_SC_NPROCESSORS_ONLN), flips = 0;
    if (processors > BUSY_MAX)
        processors = BUSY_MAX;
    char class[128], out[128], first[128];
    snprintf(class, sizeof class, FOLDER "/%u/in", row->submissions);
    snprintf(first, sizeof first, FOLDER "/%u/out", row->submissions);
    busy_start(busy, processors);
    for (unsigned i = 0; i < bench->runs && flips >= 0; i++) {
        double seconds;
        snprintf(out, sizeof out, FOLDER "/load%u", i);
        long different = graded(class, out, &seconds, NULL)
                             ? cells_different(first, out)
                             : -1;
        flips = different < 0 ? -1 : flips + different;
    }
    busy_end(busy, processors);
    return flips;
}

static void rows_print(const struct row *rows, unsigned count)
{
    char a[16], b[16], c[16], d[16];
    printf("A class, %ld processors\n\n  %-12s %-10s %-10s %-9s %-9s %s\n",
           sysconf(_SC_NPROCESSORS_ONLN), "submissions", "a minute", "compiler",
           "grading", "again", "peak memory");
    printf("  %-12s %-10s %-10s %-9s %-9s %s\n", "", "", "alone/min", "s each",
           "s in all", "of grade");
    for (unsigned i = 0; i < count; i++) {
        const struct row *row = &rows[i];
        printf("  %-12u %-10s %-10s %-9s %-9s %.1f MiB\n", row->submissions,
               number_short(60 * row->submissions / row->grade, a),
               number_short(60 * row->submissions / row->compiler, b),
               number_short(row->grade / row->submissions, c),
               number_short(row->again, d), (double)row->memory / 1024);
    }
}

static json_t *rows_json(const struct row *rows, unsigned count)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < count; i++)
        json_array_append_new(
            array, json_pack("{s:i, s:f, s:f, s:f, s:I}", "submissions",
                             (int)rows[i].submissions, "compiler_seconds",
                             rows[i].compiler, "grade_seconds", rows[i].grade,
                             "again_seconds", rows[i].again, "grade_peak_kib",
                             (json_int_t)rows[i].memory));
    return array;
}

bool class_measure(const struct bench *bench)
{
    static const unsigned thorough[] = {20, 200, 2000}, quick[] = {10, 20};
    const unsigned *sizes = bench->quick ? quick : thorough;
    unsigned count = bench->quick ? 2 : 3;
    struct row rows[SIZES_MAX] = {{0}};
    for (unsigned i = 0; i < count; i++) {
        rows[i].submissions = sizes[i];
        if (!row_measure(bench, &rows[i]))
            return false;
    }
    long flips = flips_count(bench, &rows[0]);
    rows_print(rows, count);
    printf("\n  Scores that differed in %u gradings of %u submissions with "
           "every processor busy: %ld\n",
           bench->runs, rows[0].submissions, flips);
    return figures_write(bench, "class",
                         json_pack("{s:o, s:I, s:i}", "classes",
                                   rows_json(rows, count), "flips",
                                   (json_int_t)flips, "flip_runs",
                                   (int)bench->runs)) &&
           flips == 0;
}
