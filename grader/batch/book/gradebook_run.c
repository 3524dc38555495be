/*
 * Adding a run to the gradebook (see gradebook.h).
 *
 * All is written in one transaction, student by student; at the end an equal
 * run is taken out again (gradebook_settle.h).
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "batch/base/output.h"
#include "batch/base/sql.h"
#include "batch/book/gradebook.h"
#include "batch/book/gradebook_lessons.h"
#include "batch/book/gradebook_result.h"
#include "batch/book/gradebook_settle.h"
#include "batch/book/gradebook_take.h"
#include "batch/book/score.h"

static const double POINTS_USUAL = 100;

enum statement { RUN, STUDENT, LESSON, RESULT, TOTAL, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [RUN] = "INSERT INTO run VALUES (NULL, ?, '', '', '', ?, ?, ?, '')",
    [STUDENT] = "INSERT INTO student VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                " enrolled = excluded.enrolled, ids = excluded.ids,"
                " problems = excluded.problems",
    [LESSON] = "INSERT INTO lesson VALUES (?, ?, ?, ?, ?, ?)"
               " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
               " position = excluded.position, weight = excluded.weight,"
               " due = excluded.due, visibility = excluded.visibility",
    [RESULT] = "INSERT INTO result SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
               " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
               " coalesce(kit, ''), coalesce(compiler, ''),"
               " coalesce(seeds, '')"
               " FROM (SELECT 1) LEFT JOIN record ON key = ?6",
    [TOTAL] = "INSERT INTO total VALUES (?, ?, ?, ?, ?)",
};

/* The run being added. */
struct adding {
    sqlite3 *db;
    const struct intake *intake;
    const struct policy *policy;
    struct taker *taker;
    struct lessons lessons;
    sqlite3_stmt *statement[STATEMENTS];
    long long run;
};

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* A member as JSON text, or the text for an empty one; owned by the
 * caller. */
static char *json_member(const json_t *object, const char *name,
                         const char *empty)
{
    const json_t *value = json_object_get(object, name);
    return value ? json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS)
                 : strdup(empty);
}

static int run_insert(struct adding *adding)
{
    char now[MOMENT_TEXT];
    char *problems =
        json_dumps(adding->intake->problems, JSON_COMPACT | JSON_SORT_KEYS);
    sqlite3_stmt *statement = adding->statement[RUN];
    int error = problems ? 0 : ENOMEM;
    if (!error)
        error =
            sql_bind(statement, "ssss", moment_text(time(NULL), now),
                     policy_text(adding->policy), adding->intake->in, problems);
    if (!error)
        error = sql_done(statement);
    adding->run = sqlite3_last_insert_rowid(adding->db);
    free(problems);
    return error;
}

static int lessons_insert(struct adding *adding)
{
    int error = 0;
    for (size_t i = 0; i < adding->lessons.count && !error; i++) {
        const char *id = adding->lessons.lesson[i].id;
        struct policy_lesson rule = policy_lesson(adding->policy, id);
        char due[MOMENT_TEXT];
        sqlite3_stmt *statement = adding->statement[LESSON];
        error = sql_bind(
            statement, "ssidss", id, adding->lessons.lesson[i].title,
            (long long)i + 1, rule.weight,
            rule.due ? moment_text(rule.due, due) : NULL, rule.visibility);
        if (!error)
            error = sql_done(statement);
    }
    return error;
}

static int student_insert(struct adding *adding, const json_t *student)
{
    char *ids = json_member(student, "ids", "{}");
    char *problems = json_member(student, "problems", "[]");
    const char *id = member(student, "id"), *name = member(student, "name");
    sqlite3_stmt *statement = adding->statement[STUDENT];
    int error = !ids || !problems ? ENOMEM : id ? 0 : EINVAL;
    if (!error)
        error = sql_bind(statement, "ssbss", id, name ? name : id,
                         !json_is_false(json_object_get(student, "enrolled")),
                         ids, problems);
    if (!error)
        error = sql_done(statement);
    free(ids);
    free(problems);
    return error;
}

/* The submission that counts: the first that could be taken, else the first. */
static const json_t *submission_find(const json_t *student, const char *lesson,
                                     bool *several)
{
    size_t i;
    const json_t *each, *chosen = NULL;
    size_t usable = 0;
    json_array_foreach(json_object_get(student, "submissions"), i, each)
    {
        const char *name = member(each, "lesson");
        if (!name || strcmp(name, lesson) != 0)
            continue;
        bool source = json_object_get(each, "source") != NULL;
        if (!chosen || (source && usable == 0))
            chosen = each;
        usable += source;
    }
    *several = usable > 1;
    return chosen;
}

/* Text of the flags; owned by the caller. */
static char *flags_text(unsigned flags)
{
    struct output output;
    if (output_open(&output))
        return NULL;
    result_flags_write(output.file, flags, " ", "");
    return output_take(&output);
}

static int result_insert(struct adding *adding, const char *student,
                         const char *lesson, const json_t *submission,
                         const struct result *result)
{
    sqlite3_stmt *statement = adding->statement[RESULT];
    char *flags = flags_text(result->flags);
    char *problems = json_member(submission, "problems", "[]");
    const struct policy_decision *decision = &result->decision;
    char due[MOMENT_TEXT];
    int error = flags && problems ? 0 : ENOMEM;
    if (!error)
        error = sql_bind(
            statement,
            "isssssssss"
            "diiidbsdss",
            adding->run, student, lesson, result->state, result->verdict,
            result->verdict ? member(submission, "key") : NULL,
            member(submission, "source"), member(submission, "file"),
            member(submission, "time"),
            result->due ? moment_text(result->due, due) : NULL, result->raw,
            (long long)result->late_days, (long long)result->excused,
            (long long)result->slip, result->penalty, decision->overrides,
            decision->student ? decision->note : NULL, result->score, flags,
            problems);
    if (!error)
        error = sql_done(statement);
    free(flags);
    free(problems);
    return error;
}

/* A student's total, as it grows lesson by lesson. */
struct sum {
    double weighted, weights;
    int slip;      /* the person's slip days that are left */
    double points; /* what all is worth at the course system; 0: unknown */
    FILE *flags;
    const char *before; /* what is written before the next flag */
};

static int result_add(struct adding *adding, const json_t *student,
                      const char *lesson, struct sum *sum)
{
    const char *id = member(student, "id");
    bool several;
    const json_t *submission = submission_find(student, lesson, &several);
    const char *key = member(submission, "key");
    struct record_facts facts = {0};
    int error = 0;
    if (key && json_object_get(submission, "source"))
        error = taker_take(adding->taker, lesson, key, &facts);
    if (error)
        return error;
    struct result result =
        result_make(adding->policy, id, lesson, submission, &facts, &sum->slip);
    if (several)
        result.flags |= FLAG_SEVERAL;
    double weight = policy_lesson(adding->policy, lesson).weight;
    double points = json_number_value(json_object_get(submission, "points"));
    sum->points = fmax(sum->points, points);
    if (!isnan(result.score)) {
        sum->weighted += weight * result.score;
        sum->weights += weight;
    }
    if (result.flags) {
        char after[80];
        snprintf(after, sizeof after, ":%s", lesson);
        fputs(sum->before, sum->flags);
        result_flags_write(sum->flags, result.flags, " ", after);
        sum->before = " ";
    }
    return result_insert(adding, id, lesson, submission, &result);
}

static int total_insert(struct adding *adding, const char *student,
                        const struct sum *sum, const char *flags)
{
    sqlite3_stmt *statement = adding->statement[TOTAL];
    double score =
        sum->weights > 0 ? score_round(sum->weighted / sum->weights) : NAN;
    int error = sql_bind(statement, "isdsd", adding->run, student, score, flags,
                         sum->points > 0 ? sum->points : POINTS_USUAL);
    return error ? error : sql_done(statement);
}

static void student_flag(struct sum *sum, const char *word)
{
    fprintf(sum->flags, "%s%s", sum->before, word);
    sum->before = " ";
}

static int student_add(struct adding *adding, const json_t *student)
{
    struct output output;
    int error = student_insert(adding, student);
    if (!error)
        error = output_open(&output);
    if (error)
        return error;
    struct sum sum = {.flags = output.file,
                      .before = "",
                      .slip = policy_slip_days(adding->policy)};
    if (json_is_false(json_object_get(student, "enrolled")))
        student_flag(&sum, "not_enrolled");
    if (json_array_size(json_object_get(student, "problems")) > 0)
        student_flag(&sum, "problem");
    for (size_t i = 0; i < adding->lessons.count && !error; i++)
        error = result_add(adding, student, adding->lessons.lesson[i].id, &sum);
    char *flags = output_take(&output);
    if (!error && !flags)
        error = ENOMEM;
    if (!error)
        error = total_insert(adding, member(student, "id"), &sum, flags);
    free(flags);
    return error;
}

static int all_add(struct adding *adding)
{
    size_t at = 0;
    json_t *student = NULL;
    int error = run_insert(adding);
    if (!error)
        error = lessons_insert(adding);
    while (intake_next(adding->intake, &at, &student, &error))
        error = student_add(adding, student);
    if (!error)
        error = run_check_decisions(adding->db, adding->run, adding->policy);
    return error ? error : run_settle(adding->db, adding->run);
}

int gradebook_add_run(sqlite3 *db, const char *out, const struct intake *intake,
                      const struct policy *policy)
{
    struct adding adding = {.db = db, .intake = intake, .policy = policy};
    int error = lessons_find(intake, policy, &adding.lessons);
    if (error)
        return error;
    error = sql_run(db, "BEGIN IMMEDIATE");
    if (error)
        goto out_lessons;
    error = taker_open(db, out, &adding.taker);
    for (int i = 0; i < STATEMENTS && !error; i++)
        error = sql_prepare(db, texts[i], &adding.statement[i]);
    if (!error)
        error = all_add(&adding);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(adding.statement[i]);
    taker_close(adding.taker);
    if (!error)
        error = sql_run(db, "COMMIT");
    if (error)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
out_lessons:
    lessons_free(&adding.lessons);
    return error;
}
