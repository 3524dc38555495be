/*
 * Reading a policy (see policy.h).
 *
 * A line is cut into words in place; its first word says what kind it
 * is. Whatever is not understood is an error with its line: a misspelt lesson
 * would otherwise be missing for the whole class.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/moment.h"
#include "batch/book/policy_line.h"
#include "batch/book/policy_rules.h"

enum {
    DAYS_ALL = INT_MAX,
    SCORE_MOST = 100,
    WEIGHT_MOST = 1000000,
    SLIP_MOST = 10000,
    GRACE_MOST = 60 * 24 * 365
};

static int visibility_check(const struct line *line, const char *word)
{
    static const char *const known[] = {"visible", "hidden", "after_due_date",
                                        "after_published"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(word, known[i]) == 0)
            return 0;
    return line_wrong(line,
                      "'%s' is none of visible, hidden, after_due_date, "
                      "after_published",
                      word);
}

/* LESSON WEIGHT [DUE [VISIBILITY]] */
static int rule_read(struct line *line)
{
    struct policy *policy = line->policy;
    struct policy_rule rule = {line->word[0], 1, 0, "visible"};
    int error =
        strcmp(rule.lesson, "*") == 0 ? 0 : line_lesson(line, &rule.lesson);
    for (size_t i = 0; !error && i < policy->rule_count; i++)
        if (strcmp(policy->rules[i].lesson, rule.lesson) == 0)
            error = line_wrong(line, "a second line for '%s'", rule.lesson);
    if (!error && line->count > 4)
        error = line_wrong(line, "too many words");
    if (!error && line->count > 1)
        error = line_number(line, line->word[1], WEIGHT_MOST, &rule.weight);
    if (!error && line->count > 2 && strcmp(line->word[2], "-") != 0)
        error = line_moment(line, line->word[2], &rule.due);
    if (!error && line->count > 3) {
        error = visibility_check(line, line->word[3]);
        rule.visibility = line->word[3];
    }
    if (!error)
        policy->rules[policy->rule_count++] = rule;
    return error;
}

/* Whom and which lesson a line is about; `*`: all. */
static int subject_read(struct line *line, const char **lesson)
{
    *lesson = line->word[2];
    return strcmp(*lesson, "*") == 0 ? 0 : line_lesson(line, lesson);
}

/* The decision for a student and a lesson, which several lines share. */
static struct policy_decision *decision_for(struct line *line,
                                            const char *lesson)
{
    struct policy *policy = line->policy;
    const char *student = line->word[1];
    for (size_t i = 0; i < policy->decision_count; i++) {
        struct policy_decision *each = &policy->decisions[i];
        if (strcmp(each->student, student) == 0 &&
            strcmp(each->lesson, lesson) == 0)
            return each;
    }
    struct policy_decision *fresh =
        &policy->decisions[policy->decision_count++];
    *fresh = (struct policy_decision){.student = student,
                                      .lesson = lesson,
                                      .score = NAN,
                                      .note = "",
                                      .line = line->number};
    return fresh;
}

/* override STUDENT LESSON SCORE|- [NOTE] */
static int override_read(struct line *line)
{
    if (line->count < 4 || line->count > 5)
        return line_wrong(line, "override wants a student, a lesson, a score "
                                "and, if you like, a \"note\"");
    double score = NAN;
    const char *lesson;
    int error = subject_read(line, &lesson);
    if (!error && strcmp(line->word[3], "-") != 0)
        error = line_number(line, line->word[3], SCORE_MOST, &score);
    if (error)
        return error;
    struct policy_decision *decision = decision_for(line, lesson);
    if (decision->overrides)
        return line_wrong(line, "a second override for '%s' in %s",
                          decision->student, decision->lesson);
    decision->overrides = true;
    decision->score = score;
    decision->note = line->count > 4 ? line->word[4] : decision->note;
    return 0;
}

/* The days of a line that names a student and a lesson; none given: all. */
static int days_read(struct line *line, const char **lesson, int *days)
{
    double number = DAYS_ALL;
    int error = subject_read(line, lesson);
    if (!error && line->count > 3 && strcmp(line->word[3], "-") != 0)
        error = line_number(line, line->word[3], DAYS_ALL, &number);
    if (!error && number != floor(number))
        error = line_wrong(line, "'%s' is no whole number", line->word[3]);
    *days = (int)number;
    return error;
}

static void note_read(struct line *line, struct policy_decision *decision)
{
    if (line->count > 4 && !*decision->note)
        decision->note = line->word[4];
}

/* excuse STUDENT LESSON [DAYS [NOTE]] */
static int excuse_read(struct line *line)
{
    if (line->count < 3 || line->count > 5)
        return line_wrong(line, "excuse wants a student, a lesson and, if you "
                                "like, days and a \"note\"");
    const char *lesson;
    int days;
    int error = days_read(line, &lesson, &days);
    if (error)
        return error;
    struct policy_decision *decision = decision_for(line, lesson);
    if (decision->excused_days)
        return line_wrong(line, "a second excuse for '%s' in %s",
                          decision->student, decision->lesson);
    decision->excused_days = days;
    note_read(line, decision);
    return 0;
}

/* late STUDENT LESSON DAYS [NOTE] */
static int late_days_read(struct line *line)
{
    if (line->count < 4 || line->count > 5 || strcmp(line->word[3], "-") == 0)
        return line_wrong(line, "late wants a student, a lesson, days and, if "
                                "you like, a \"note\"");
    const char *lesson;
    int days;
    int error = days_read(line, &lesson, &days);
    if (error)
        return error;
    struct policy_decision *decision = decision_for(line, lesson);
    if (decision->dated)
        return line_wrong(line, "a second late for '%s' in %s",
                          decision->student, decision->lesson);
    decision->dated = true;
    decision->late_days = days;
    note_read(line, decision);
    return 0;
}

/* take STUDENT LESSON FILE */
static int take_read(struct line *line)
{
    struct policy *policy = line->policy;
    if (line->count != 4)
        return line_wrong(line, "take wants a student, a lesson and a "
                                "\"file\" as intake.json has it");
    struct intake_take take = {line->word[1], line->word[2], line->word[3]};
    int error = line_lesson(line, &take.lesson);
    for (size_t i = 0; !error && i < policy->take_count; i++)
        if (strcmp(policy->takes[i].student, take.student) == 0 &&
            strcmp(policy->takes[i].lesson, take.lesson) == 0)
            error = line_wrong(line, "a second take for '%s' in %s",
                               take.student, take.lesson);
    if (!error)
        policy->takes[policy->take_count++] = take;
    return error;
}

/* extend STUDENT LESSON DATE [NOTE]; cutoff likewise */
static int date_read(struct line *line)
{
    const char *kind = line->word[0], *lesson;
    time_t date = 0;
    if (line->count < 4 || line->count > 5)
        return line_wrong(line,
                          "%s wants a student, a lesson, a date and, if you "
                          "like, a \"note\"",
                          kind);
    int error = subject_read(line, &lesson);
    if (!error)
        error = line_moment(line, line->word[3], &date);
    if (error)
        return error;
    struct policy_decision *decision = decision_for(line, lesson);
    time_t *place =
        strcmp(kind, "extend") == 0 ? &decision->due : &decision->cutoff;
    if (*place)
        return line_wrong(line, "a second %s for '%s' in %s", kind,
                          decision->student, decision->lesson);
    *place = date;
    note_read(line, decision);
    return 0;
}

/* column LESSON|total HEADING [POINTS]; `canvas` is its older name */
static int column_read(struct line *line)
{
    struct policy *policy = line->policy;
    if (line->count < 3 || line->count > 4)
        return line_wrong(line,
                          "%s wants a lesson (or total), a \"heading\" "
                          "and, if you like, what 100 is there",
                          line->word[0]);
    const char *lesson = line->word[1];
    struct intake_column column = {lesson, line->word[2], 0};
    int error = strcmp(lesson, "total") == 0 ? 0 : line_lesson(line, &lesson);
    column.lesson = lesson;
    if (!error && policy_column(policy, lesson))
        error = line_wrong(line, "a second column for '%s'", lesson);
    if (!error && line->count > 3)
        error = line_number(line, line->word[3], WEIGHT_MOST, &column.most);
    if (!error)
        policy->columns[policy->column_count++] = column;
    return error;
}

/* missing zero|blank */
static int missing_read(struct line *line)
{
    bool blank = line->count == 2 && strcmp(line->word[1], "blank") == 0;
    if (!blank && (line->count != 2 || strcmp(line->word[1], "zero") != 0))
        return line_wrong(line, "missing wants zero or blank");
    line->policy->missing_blank = blank;
    return 0;
}

/* time_zone NAME */
static int zone_read(struct line *line)
{
    char path[512];
    struct stat found;
    if (line->count != 2)
        return line_wrong(line, "time_zone wants a name like Europe/Berlin");
    const char *zone = line->word[1];
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
    bool plain = *zone && *zone != '/' && !strstr(zone, "..");
    if (strcmp(zone, "UTC") != 0 &&
        !(plain && stat(path, &found) == 0 && S_ISREG(found.st_mode)))
        return line_wrong(line, "this machine knows no time zone '%s'", zone);
    if (line->policy->dated)
        return line_wrong(line, "time_zone must stand above the first date");
    if (setenv("TZ", zone, 1))
        return errno;
    tzset();
    return 0;
}

/* slip_days N */
static int slip_read(struct line *line)
{
    double days = 0;
    if (line->count != 2)
        return line_wrong(line, "slip_days wants one number");
    int error = line_number(line, line->word[1], SLIP_MOST, &days);
    if (!error && days != floor(days))
        error = line_wrong(line, "'%s' is no whole number", line->word[1]);
    line->policy->slip_days = days;
    return error;
}

/* late_per_day N, late_most N, late_until DAYS, late_grace MINUTES */
static int late_read(struct line *line)
{
    struct policy *policy = line->policy;
    const char *kind = line->word[0];
    if (line->count != 2)
        return line_wrong(line, "%s wants one number", kind);
    if (strcmp(kind, "late_per_day") == 0)
        return line_number(line, line->word[1], SCORE_MOST,
                           &policy->late_per_day);
    if (strcmp(kind, "late_most") == 0)
        return line_number(line, line->word[1], SCORE_MOST, &policy->late_most);
    if (strcmp(kind, "late_until") == 0)
        return line_number(line, line->word[1], DAYS_ALL, &policy->late_until);
    double minutes = 0;
    int error = line_number(line, line->word[1], GRACE_MOST, &minutes);
    policy->late_grace = (time_t)(minutes * 60);
    return error;
}

static int line_read(struct line *line)
{
    static const struct {
        const char *kind;
        int (*read)(struct line *line);
    } kinds[] = {{"late_per_day", late_read}, {"late_most", late_read},
                 {"late_grace", late_read},   {"override", override_read},
                 {"excuse", excuse_read},     {"late", late_days_read},
                 {"canvas", column_read},     {"column", column_read},
                 {"extend", date_read},       {"take", take_read},
                 {"late_until", late_read},   {"missing", missing_read},
                 {"cutoff", date_read},       {"slip_days", slip_read},
                 {"time_zone", zone_read}};
    const char *first = line->word[0];
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(first, kinds[i].kind) == 0)
            return kinds[i].read(line);
    if (isdigit((unsigned char)*first) || strcmp(first, "*") == 0)
        return rule_read(line);
    return line_wrong(line, "'%s' is no lesson and no rule", first);
}

static int lines_read(struct policy *policy, const char *name)
{
    struct line line = {.policy = policy, .name = name};
    int error = 0;
    for (char *text = policy->words; text && !error;) {
        char *end = strchr(text, '\n');
        if (end)
            *end++ = '\0';
        line.number++;
        error = line_cut(&line, text);
        if (!error && line.count > 0)
            error = line_read(&line);
        text = end;
    }
    return error;
}

/* A policy with room for all that so many lines can say. */
static struct policy *policy_new(const char *text)
{
    size_t lines = 1;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        lines++;
    struct policy *policy = calloc(1, sizeof *policy);
    if (!policy)
        return NULL;
    policy->late_most = SCORE_MOST;
    policy->text = strdup(text);
    policy->words = strdup(text);
    policy->rules = calloc(lines, sizeof *policy->rules);
    policy->decisions = calloc(lines, sizeof *policy->decisions);
    policy->columns = calloc(lines, sizeof *policy->columns);
    policy->takes = calloc(lines, sizeof *policy->takes);
    if (policy->text && policy->words && policy->rules && policy->decisions &&
        policy->columns && policy->takes)
        return policy;
    policy_free(policy);
    return NULL;
}

int policy_parse(const char *text, const char *name, const char *due,
                 struct policy **policy)
{
    int error = ENOMEM;
    *policy = policy_new(text);
    if (!*policy)
        return error;
    error = lines_read(*policy, name);
    if (!error && due && (error = moment_read(due, &(*policy)->due)))
        fprintf(stderr, "'%s' is no date like 2026-12-01T23:59\n", due);
    if (error) {
        policy_free(*policy);
        *policy = NULL;
    }
    return error;
}

int policy_read(const char *path, const char *due, struct policy **policy)
{
    *policy = NULL;
    struct stat found;
    if (path && stat(path, &found) == 0 && S_ISDIR(found.st_mode))
        return EISDIR;
    char *text = path ? file_read(path) : strdup("");
    if (!text)
        return path ? errno : ENOMEM;
    static const char mark[] = "\xEF\xBB\xBF";
    bool marked = strncmp(text, mark, strlen(mark)) == 0;
    int error = policy_parse(text + (marked ? strlen(mark) : 0),
                             path ? path : "no policy", due, policy);
    free(text);
    return error;
}
