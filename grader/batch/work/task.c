/* What there is to grade (see task.h). */
#include "batch/work/task.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/grow.h"
#include "batch/work/key.h"

/* A lesson's key_base() is asked for once. */
struct known {
    char lesson[64];
    struct key_base base;
};

struct plan {
    const struct task_rules *rules;
    struct tasks *tasks;
    size_t room;
    struct known *known;
    size_t known_count;
};

char *task_record(const struct task *task, const char *out)
{
    return text_print("%s/records/%s/%s.json", out, task->lesson, task->key);
}

int record_brief(const char *path, struct record_brief *brief)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return errno;
    char *line = NULL;
    size_t room = 0;
    int found = 0;
    *brief = (struct record_brief){.points = 0};
    /* As store_write_json() writes it: a member a line, two spaces before
     * those of the record itself. */
    while (found < 3 && getline(&line, &room, file) > 0 &&
           strncmp(line, "  \"trials\"", 10) != 0) {
        found +=
            sscanf(line, "  \"verdict\": \"%15[a-z]\"", brief->verdict) == 1;
        found += sscanf(line, "  \"points\": %ld", &brief->points) == 1;
        found += sscanf(line, "  \"max_points\": %ld", &brief->max_points) == 1;
    }
    free(line);
    fclose(file);
    return found == 3 ? 0 : EINVAL;
}

/* Whether the machine failed in a record, or in a trial that its points are
 * made of: such a score is left blank (gradebook_result.c). */
static bool is_spoilt(const char *path, const char *verdict)
{
    if (strcmp(verdict, "fail") != 0)
        return strcmp(verdict, "invalid") == 0;
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    bool spoilt = false;
    /* The members of a trial have six spaces before them. */
    while (file && !spoilt && getline(&line, &room, file) > 0)
        spoilt = strncmp(line, "      \"verdict\": \"invalid\"", 26) == 0;
    free(line);
    if (file)
        fclose(file);
    return spoilt;
}

/* Looks whether the record is there, and what it says. Perhaps the machine can
 * do today what it could not do then. */
static int task_look(struct task *task, const char *out)
{
    char *path = task_record(task, out);
    if (!path)
        return ENOMEM;
    struct record_brief brief;
    int error = record_brief(path, &brief);
    task->done = !error && !is_spoilt(path, brief.verdict);
    free(path);
    memcpy(task->verdict, error ? "" : brief.verdict, error ? 1 : VERDICT_SIZE);
    return 0;
}

static int base_find(struct plan *plan, const char *lesson,
                     const struct key_base **base)
{
    for (size_t i = 0; i < plan->known_count; i++) {
        *base = &plan->known[i].base;
        if (strcmp(plan->known[i].lesson, lesson) == 0)
            return 0;
    }
    struct known *grown =
        realloc(plan->known, (plan->known_count + 1) * sizeof *grown);
    if (!grown)
        return ENOMEM;
    plan->known = grown;
    struct known *fresh = &grown[plan->known_count];
    snprintf(fresh->lesson, sizeof fresh->lesson, "%s", lesson);
    int error = key_base(lesson, plan->rules, &fresh->base);
    if (error)
        return error;
    plan->known_count++;
    *base = &fresh->base;
    return 0;
}

static int task_add(struct plan *plan, const char *who, json_t *submission)
{
    const char *lesson =
        json_string_value(json_object_get(submission, "lesson"));
    const char *source =
        json_string_value(json_object_get(submission, "source"));
    const struct key_base *base;
    struct task task = {.sharing = 1};
    if (!lesson || !source)
        return 0; /* nothing that could be graded */
    snprintf(task.lesson, sizeof task.lesson, "%s", lesson);
    snprintf(task.source, sizeof task.source, "%s", source);
    snprintf(task.who, sizeof task.who, "%s", who ? who : "");
    int error = base_find(plan, lesson, &base);
    if (!error)
        error = key_make(base, lesson, plan->rules, source, task.key);
    if (!error && json_object_set_new(submission, "key", json_string(task.key)))
        error = ENOMEM;
    if (error)
        return error;
    struct tasks *tasks = plan->tasks;
    struct task *grown =
        grow(tasks->task, tasks->count, &plan->room, sizeof *grown);
    if (!grown)
        return ENOMEM;
    tasks->task = grown;
    tasks->task[tasks->count++] = task;
    return 0;
}

/* By lesson, then key; of equal ones the student who comes first. */
static int task_compare(const void *left, const void *right)
{
    const struct task *a = left, *b = right;
    int lesson = strcmp(a->lesson, b->lesson);
    int key = lesson ? lesson : strcmp(a->key, b->key);
    return key ? key : strcmp(a->who, b->who);
}

/* Leaves each key once. */
static void tasks_join(struct tasks *tasks)
{
    size_t kept = 0;
    if (tasks->count == 0)
        return;
    qsort(tasks->task, tasks->count, sizeof *tasks->task, task_compare);
    for (size_t i = 1; i < tasks->count; i++) {
        if (strcmp(tasks->task[i].key, tasks->task[kept].key) == 0)
            tasks->task[kept].sharing++;
        else
            tasks->task[++kept] = tasks->task[i];
    }
    tasks->count = kept + 1;
}

/* All that a student handed in; each submission gets its key. */
static int student_plan(struct plan *plan, const json_t *student)
{
    size_t i;
    json_t *submission;
    int error = 0;
    const char *who = json_string_value(json_object_get(student, "id"));
    json_array_foreach(json_object_get(student, "submissions"), i, submission)
    {
        if (!error)
            error = task_add(plan, who, submission);
    }
    return error;
}

int tasks_plan(struct intake *intake, const char *out,
               const struct task_rules *rules, struct tasks *tasks)
{
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    *tasks = (struct tasks){NULL, 0};
    struct plan plan = {.rules = rules, .tasks = tasks};
    while (intake_next(intake, &at, &student, &error)) {
        error = student_plan(&plan, student);
        if (!error)
            error = intake_change(intake, at - 1, student);
    }
    tasks_join(tasks);
    for (size_t i = 0; !error && i < tasks->count; i++)
        error = task_look(&tasks->task[i], out);
    free(plan.known);
    if (error)
        tasks_free(tasks);
    return error;
}

void tasks_free(struct tasks *tasks)
{
    free(tasks->task);
    *tasks = (struct tasks){NULL, 0};
}
