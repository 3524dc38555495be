/*
 * Grades a class (see run.h): policy, intake, tasks, grading, and what follows
 * from the records.
 *
 * Records are the truth. Whatever stops a run, the next one takes the intake
 * anew, finds which records are there, and goes on.
 */
#include "batch/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/book/policy.h"
#include "batch/inputs.h"
#include "batch/intake/intake.h"
#include "batch/intake/turnout.h"
#include "batch/stages.h"
#include "batch/work/executor.h"
#include "batch/work/key.h"
#include "batch/work/outdir.h"
#include "batch/work/summary.h"
#include "batch/work/trials.h"

static const struct executor *const executors[] = {&executor_local,
                                                   &executor_slurm};

/* A run at work; everything is owned but the options. */
struct run {
    const struct options *options;
    const struct executor *executor;
    struct policy *policy;
    struct outdir outdir;
    struct intake intake;
    struct tasks tasks;
    struct task_rules rules;
};

static int executor_find(struct run *run)
{
    size_t count = sizeof executors / sizeof executors[0];
    for (size_t i = 0; i < count; i++)
        if (strcmp(executors[i]->name, run->options->executor) == 0) {
            run->executor = executors[i];
            return 0;
        }
    fprintf(stderr, "grade: there is no executor '%s'. Choose one of:\n",
            run->options->executor);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "  %-8s %s\n", executors[i]->name, executors[i]->what);
    return EINVAL;
}

/* Without a sandbox nothing of a student's is compiled or run. */
static int sandbox_check(const struct run *run)
{
    if (run->options->unsandboxed) {
        fprintf(stderr,
                "grade: WITHOUT A SANDBOX: whatever students wrote runs with "
                "your rights. It can\nread and change your files, and each "
                "other's results.\n");
        return 0;
    }
    if (access("build/bin/sandbox", X_OK)) {
        fprintf(stderr, "grade: there is no build/bin/sandbox. "
                        "Next: make grade\n");
        return ENOENT;
    }
    FILE *pipe = popen("build/bin/sandbox works 2>&1", "re");
    char text[4096];
    size_t length = pipe ? fread(text, 1, sizeof text - 1, pipe) : 0;
    text[length] = '\0';
    if (pipe && pclose(pipe) == 0)
        return 0;
    fprintf(stderr,
            "%sNothing was graded. `make grade ... UNSANDBOXED=1` would do "
            "without, on a machine\nwhere that can't hurt.\n",
            text);
    return EPERM;
}

/* Stops before anything is graded that may be nobody's. */
static int turnout_guard(struct run *run)
{
    const struct options *options = run->options;
    bool doubtful;
    int error = turnout_check(&run->intake, options->roster, &doubtful);
    if (error || !doubtful || options->guests)
        return error;
    (void)intake_save(&run->intake, run->outdir.path);
    fprintf(stderr,
            "Nothing was graded. %s/intake.json says what was taken from "
            "whom.\nNext: %s; if all is as it should be: make grade ... "
            "GUESTS=1\n",
            options->operand[1],
            options->roster ? "look whether the roster has what the files' "
                              "names say"
                            : "give ROSTER=, so that names are known");
    return EINVAL;
}

static int intake_take(struct run *run)
{
    const struct options *options = run->options;
    struct intake_request request = {.in = options->operand[0],
                                     .out = run->outdir.path,
                                     .roster = options->roster};
    request.takes = policy_takes(run->policy, &request.take_count);
    request.times = (struct intake_times){.path = options->times,
                                          .lesson = options->lesson};
    request.times.columns =
        policy_columns(run->policy, &request.times.column_count);
    int error = intake_make(&request, &run->intake);
    return error ? error : turnout_guard(run);
}

/* The folder of a lesson's records, and the parts that grade it. */
static int lesson_prepare(const struct run *run, const char *lesson)
{
    struct key_base base;
    char *records = text_print("%s/records/%s", run->outdir.path, lesson);
    char *judge = text_print("build/judge/%s", lesson);
    char *trials = NULL;
    int error = records && judge ? store_folder(records) : ENOMEM;
    if (!error && !store_has(judge)) {
        fprintf(stderr, "grade: there is no %s. Next: make kit\n", judge);
        error = ENOENT;
    }
    if (!error && run->rules.trials) {
        error = key_base(lesson, &run->rules, &base);
        if (!error)
            error = trials_build(lesson, &run->rules, &base, &trials);
    }
    free(records);
    free(judge);
    free(trials);
    return error;
}

static int tasks_prepare(struct run *run)
{
    int error =
        tasks_plan(&run->intake, run->outdir.path, &run->rules, &run->tasks);
    const char *before = "";
    for (size_t i = 0; !error && i < run->tasks.count; i++) {
        const char *lesson = run->tasks.task[i].lesson;
        if (strcmp(lesson, before) != 0)
            error = lesson_prepare(run, lesson);
        before = lesson;
    }
    /* With "key"s in it, for whoever reads it next. */
    return error ? error : intake_save(&run->intake, run->outdir.path);
}

static void stop_write(const struct run *run, const struct progress *progress)
{
    size_t open = progress->total - progress->done - progress->failed;
    fprintf(stderr,
            "\nStopped. %zu of %zu are graded and stay so in %s;\nthe same "
            "command goes on with the other %zu.\n",
            progress->done, progress->total, run->options->operand[1], open);
}

static int tasks_grade(struct run *run)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = run->options->jobs;
    struct execution execution = {.rules = &run->rules,
                                  .out = run->outdir.path,
                                  .work = run->outdir.work,
                                  .jobs = jobs ? jobs
                                          : processors > 0
                                              ? (unsigned)processors
                                              : 1,
                                  .lock = run->outdir.lock,
                                  .log = run->outdir.log,
                                  .options = run->options->slurm};
    struct progress progress;
    progress_begin(&progress, stdout, &run->tasks);
    log_line(run->outdir.log, "run of %zu tasks, %zu of them done",
             run->tasks.count, progress.done);
    if (progress.done)
        progress_say(&progress, "%zu of %zu were graded before.", progress.done,
                     progress.total);
    int error = run->executor->grade(&run->tasks, &execution, &progress);
    progress_end(&progress);
    log_line(run->outdir.log, error ? "stopped" : "done");
    if (error == EINTR)
        stop_write(run, &progress);
    else if (error)
        fprintf(stderr, "grade: grading stopped: %s\n", strerror(error));
    return error;
}

static int run_begin(struct run *run)
{
    const struct options *options = run->options;
    int error = executor_find(run);
    if (!error)
        error = inputs_check(options);
    if (!error)
        error = policy_read(options->policy, options->due, &run->policy);
    if (!error && options->trials)
        error = trials_check(options->trials);
    if (!error)
        error = sandbox_check(run);
    if (!error)
        error = outdir_open(&run->outdir, options->operand[1]);
    if (!error)
        error = intake_take(run);
    return error ? error : tasks_prepare(run);
}

int run_class(const struct options *options)
{
    struct run run = {.options = options,
                      .outdir.lock = -1,
                      .rules = {.compiler = options->compiler,
                                .seeds = options->seeds,
                                .trials = options->trials,
                                .sandbox = !options->unsandboxed}};
    int status = EXIT_BROKEN;
    int error = run_begin(&run);
    if (!error)
        error = tasks_grade(&run);
    if (error == EINTR)
        status = EXIT_STOPPED;
    if (!error) {
        size_t failed =
            stages_run(run.outdir.path, &run.intake, run.policy, options);
        size_t machine =
            summary_write(stdout, options, &run.intake, &run.tasks);
        status = failed ? EXIT_BROKEN : machine ? EXIT_MACHINE : EXIT_DONE;
    }
    tasks_free(&run.tasks);
    intake_close(&run.intake);
    outdir_close(&run.outdir);
    policy_free(run.policy);
    return status;
}
