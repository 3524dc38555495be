/*
 * What a run says at its end (see summary.h).
 *
 * Here submissions are counted, not tasks: two students with the same work are
 * two.
 */
#include "batch/work/summary.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/store.h"
#include "base/text.h"
#include "batch/work/progress.h"

enum { SHOWN_MOST = 20, NOT_GRADED = VERDICTS };

struct counts {
    size_t verdict[VERDICTS + 1]; /* the last: not graded */
    size_t untaken;               /* handed in, but could not be taken */
    size_t students, empty;       /* all, and those with nothing */
    size_t remarked;              /* with a remark that is no lesson's */
    size_t looks;                 /* listed as needing a look */
    size_t offers;                /* files that could be answers */
};

static int task_order(const void *key, const void *entry)
{
    return strcmp(key, ((const struct task *)entry)->key);
}

/* Tasks are ordered by lesson, then key; lessons are few. */
static const struct task *task_find(const struct tasks *tasks,
                                    const char *lesson, const char *key)
{
    size_t first = 0;
    while (first < tasks->count) {
        size_t end = first;
        while (end < tasks->count &&
               strcmp(tasks->task[end].lesson, tasks->task[first].lesson) == 0)
            end++;
        if (strcmp(tasks->task[first].lesson, lesson) == 0)
            return bsearch(key, tasks->task + first, end - first,
                           sizeof *tasks->task, task_order);
        first = end;
    }
    return NULL;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void look_write(FILE *file, struct counts *counts, const char *who,
                       const char *lesson, const char *what)
{
    if (counts->looks++ == 0)
        fprintf(file, "\nFor somebody to look at:\n");
    if (counts->looks > SHOWN_MOST)
        return;
    fprintf(file, "  ");
    escape_plain(file, who);
    fprintf(file, " %s: %s\n", lesson, what);
}

static void submission_count(FILE *file, struct counts *counts,
                             const struct tasks *tasks, const char *who,
                             const json_t *submission)
{
    const char *lesson = text_of(submission, "lesson");
    const char *key = text_of(submission, "key");
    const struct task *task = *key ? task_find(tasks, lesson, key) : NULL;
    if (!task) {
        counts->untaken++;
        look_write(file, counts, who, lesson, "could not be taken");
        return;
    }
    int index = task->done ? verdict_index(task->verdict) : -1;
    counts->verdict[index < 0 ? NOT_GRADED : index]++;
    if (index < 0)
        look_write(file, counts, who, lesson, "could not be graded");
    else if (strcmp(task->verdict, "integrity") == 0)
        look_write(file, counts, who, lesson, "integrity");
    else if (strcmp(task->verdict, "invalid") == 0)
        look_write(file, counts, who, lesson, "invalid, the machine's fault");
}

static void counts_write(FILE *file, const struct counts *counts)
{
    size_t all = counts->untaken;
    for (size_t i = 0; i <= VERDICTS; i++)
        all += counts->verdict[i];
    fprintf(file, "\n%zu submission%s of %zu student%s:", all,
            all == 1 ? "" : "s", counts->students,
            counts->students == 1 ? "" : "s");
    const char *comma = "";
    for (size_t i = 0; i < VERDICTS; i++) {
        if (counts->verdict[i]) {
            fprintf(file, "%s %s %zu", comma, verdict_names[i],
                    counts->verdict[i]);
            comma = ",";
        }
    }
    if (counts->verdict[NOT_GRADED]) {
        fprintf(file, "%s not graded %zu", comma, counts->verdict[NOT_GRADED]);
        comma = ",";
    }
    if (counts->untaken)
        fprintf(file, "%s not taken %zu", comma, counts->untaken);
    fprintf(file, "\n");
    if (counts->empty)
        fprintf(file, "No lesson's file came from %zu student%s.\n",
                counts->empty, counts->empty == 1 ? "" : "s");
    if (counts->remarked)
        fprintf(file,
                "class.html has a remark on %zu student%s, such as a file that "
                "no lesson names.\n",
                counts->remarked, counts->remarked == 1 ? "" : "s");
}

/* Lines of a policy that take files which no lesson names. */
static void offers_write(FILE *file, struct counts *counts,
                         const json_t *problems)
{
    size_t i;
    const json_t *problem;
    json_array_foreach(problems, i, problem)
    {
        const char *line = text_of(problem, "line");
        if (!*line)
            continue;
        if (counts->offers++ == 0)
            fprintf(file,
                    "\nWhat no lesson names, but could be one's; lines of "
                    "the policy that take it:\n");
        if (counts->offers > SHOWN_MOST)
            continue;
        fputs("  ", file);
        escape_plain(file, line);
        fputc('\n', file);
    }
}

static int all_offers_write(FILE *file, struct counts *counts,
                            const struct intake *intake)
{
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    while (intake_next(intake, &at, &student, &error))
        offers_write(file, counts, json_object_get(student, "problems"));
    offers_write(file, counts, intake->problems);
    if (counts->offers > SHOWN_MOST)
        fprintf(file, "  and %zu more\n", counts->offers - SHOWN_MOST);
    return error;
}

/* What was made. */
enum asked { ALWAYS, FOR_CANVAS, FOR_MOODLE, FOR_SHEET };

static const struct {
    const char *path, *what;
    enum asked asked;
} outputs[] = {
    {"class.html", "the class at a glance", ALWAYS},
    {"grades.csv", "a row a student", ALWAYS},
    {"canvas.csv", "to be uploaded to Canvas", FOR_CANVAS},
    {"moodle.csv", "to be uploaded to Moodle", FOR_MOODLE},
    {"sheet.csv", "to be uploaded where its sheet came from", FOR_SHEET},
    {"moodle_feedback.zip", "to be uploaded to Moodle, too", FOR_MOODLE},
    {"canvas_feedback.zip", "to be uploaded to Canvas, too", FOR_CANVAS},
    {"feedback", "a page for each student", ALWAYS},
    {"gradescope", "results.json of each student", ALWAYS},
    {"gradebook.sqlite", "with the history: grade diff", ALWAYS},
};

static void outputs_write(FILE *file, const struct options *options)
{
    const bool asked[] = {[ALWAYS] = true,
                          [FOR_CANVAS] = options->canvas != NULL,
                          [FOR_MOODLE] = options->moodle != NULL,
                          [FOR_SHEET] = options->sheet != NULL};
    const char *out = options->operand[1];
    int width = (int)strlen(out) + (int)sizeof "/moodle_feedback.zip";
    fprintf(file, "\n");
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        char *path = text_print("%s/%s", out, outputs[i].path);
        if (path && asked[outputs[i].asked] && access(path, F_OK) == 0)
            fprintf(file, "  %-*s %s\n", width, path, outputs[i].what);
        free(path);
    }
}

static void student_count(FILE *file, struct counts *counts,
                          const struct tasks *tasks, const json_t *student)
{
    size_t i;
    const json_t *submission;
    const json_t *all = json_object_get(student, "submissions");
    counts->students++;
    if (json_array_size(all) == 0)
        counts->empty++;
    else if (json_array_size(json_object_get(student, "problems")) > 0)
        counts->remarked++;
    json_array_foreach(all, i, submission) submission_count(
        file, counts, tasks, text_of(student, "id"), submission);
}

size_t summary_write(FILE *file, const struct options *options,
                     const struct intake *intake, const struct tasks *tasks)
{
    struct counts counts = {.students = 0};
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    while (intake_next(intake, &at, &student, &error))
        student_count(file, &counts, tasks, student);
    if (error)
        counts.verdict[NOT_GRADED] += intake->count - at + 1;
    if (counts.looks > SHOWN_MOST)
        fprintf(file, "  and %zu more\n", counts.looks - SHOWN_MOST);
    if (!error)
        error = all_offers_write(file, &counts, intake);
    counts_write(file, &counts);
    outputs_write(file, options);
    return counts.verdict[NOT_GRADED] +
           counts.verdict[verdict_index("invalid")];
}
