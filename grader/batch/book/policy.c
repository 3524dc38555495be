/* What a policy says (see policy.h); policy_read.c reads it. */
#include "batch/book/policy.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "batch/book/policy_rules.h"

enum {
    DAY_SECONDS = 24 * 60 * 60,
    DAYS_COUNTED = 3660 /* later than that, no clock's change matters */
};

void policy_free(struct policy *policy)
{
    if (!policy)
        return;
    free(policy->text);
    free(policy->words);
    free(policy->rules);
    free(policy->decisions);
    free(policy->columns);
    free(policy->takes);
    for (size_t i = 0; i < policy->named_count; i++)
        free(policy->named[i]);
    free(policy->named);
    free(policy);
}

static const struct policy_rule *rule_find(const struct policy *policy,
                                           const char *lesson)
{
    for (size_t i = 0; i < policy->rule_count; i++)
        if (strcmp(policy->rules[i].lesson, lesson) == 0)
            return &policy->rules[i];
    return NULL;
}

struct policy_lesson policy_lesson(const struct policy *policy,
                                   const char *lesson)
{
    const struct policy_rule *own = rule_find(policy, lesson);
    const struct policy_rule *rule = own ? own : rule_find(policy, "*");
    if (!rule)
        return (struct policy_lesson){1, policy->due, "visible", false};
    return (struct policy_lesson){rule->weight,
                                  rule->due ? rule->due : policy->due,
                                  rule->visibility, own != NULL};
}

const char *policy_listed(const struct policy *policy, size_t index)
{
    for (size_t i = 0; i < policy->rule_count; i++) {
        const char *lesson = policy->rules[i].lesson;
        if (strcmp(lesson, "*") != 0 && index-- == 0)
            return lesson;
    }
    return NULL;
}

bool policy_counts_unlisted(const struct policy *policy)
{
    return !policy_listed(policy, 0) || rule_find(policy, "*");
}

/* The same time of day so many days later, whatever the clocks did. */
static time_t days_after(time_t moment, int days)
{
    struct tm parts;
    if (!localtime_r(&moment, &parts))
        return moment + (time_t)days * DAY_SECONDS;
    parts.tm_mday += days;
    parts.tm_isdst = -1;
    return mktime(&parts);
}

int policy_days_after(const struct policy *policy, time_t due, time_t handed_in)
{
    time_t last = due + policy->late_grace;
    if (due == 0 || handed_in <= last)
        return 0;
    time_t most = (handed_in - last) / DAY_SECONDS + 2;
    if (most > DAYS_COUNTED)
        return most > INT_MAX ? INT_MAX : (int)most - 1;
    /* A day of 25 hours may make one less than seconds say, one of 23 one
     * more. */
    int days = most > 3 ? (int)most - 3 : 1;
    while (days_after(last, days) < handed_in)
        days++;
    return days;
}

double policy_penalty(const struct policy *policy, int late_days)
{
    double points = late_days * policy->late_per_day;
    return points < policy->late_most ? points : policy->late_most;
}

bool policy_is_over(const struct policy *policy, int late_days)
{
    return policy->late_until > 0 && late_days > policy->late_until;
}

int policy_slip_days(const struct policy *policy)
{
    return (int)policy->slip_days;
}

/* What one line decides is kept where a line that names more does not. */
static void decision_add(struct policy_decision *all,
                         const struct policy_decision *line)
{
    if (!all->student)
        *all = (struct policy_decision){.student = line->student,
                                        .lesson = line->lesson,
                                        .score = NAN,
                                        .note = "",
                                        .line = line->line};
    if (line->overrides && !all->overrides) {
        all->overrides = true;
        all->score = line->score;
        all->note = line->note;
    }
    if (line->dated && !all->dated) {
        all->dated = true;
        all->late_days = line->late_days;
    }
    if (!all->excused_days)
        all->excused_days = line->excused_days;
    if (!all->due)
        all->due = line->due;
    if (!all->cutoff)
        all->cutoff = line->cutoff;
    if (!*all->note)
        all->note = line->note;
}

struct policy_decision policy_decision(const struct policy *policy,
                                       const char *student, const char *lesson)
{
    const char *const from[][2] = {
        {student, lesson}, {student, "*"}, {"*", lesson}, {"*", "*"}};
    struct policy_decision all = {.note = ""};
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++)
        for (size_t j = 0; j < policy->decision_count; j++) {
            const struct policy_decision *each = &policy->decisions[j];
            if (strcmp(each->student, from[i][0]) == 0 &&
                strcmp(each->lesson, from[i][1]) == 0)
                decision_add(&all, each);
        }
    return all;
}

const struct policy_decision *policy_decision_at(const struct policy *policy,
                                                 size_t index)
{
    return index < policy->decision_count ? &policy->decisions[index] : NULL;
}

static const struct intake_column *column_of(const struct policy *policy,
                                             const char *lesson)
{
    for (size_t i = 0; i < policy->column_count; i++)
        if (strcmp(policy->columns[i].lesson, lesson) == 0)
            return &policy->columns[i];
    return NULL;
}

const char *policy_column(const struct policy *policy, const char *lesson)
{
    const struct intake_column *column = column_of(policy, lesson);
    return column ? column->heading : NULL;
}

double policy_column_most(const struct policy *policy, const char *lesson)
{
    const struct intake_column *column = column_of(policy, lesson);
    return column ? column->most : 0;
}

const struct intake_take *policy_takes(const struct policy *policy,
                                       size_t *count)
{
    *count = policy->take_count;
    return policy->takes;
}

const struct intake_column *policy_columns(const struct policy *policy,
                                           size_t *count)
{
    *count = policy->column_count;
    return policy->columns;
}

bool policy_missing_blank(const struct policy *policy)
{
    return policy->missing_blank;
}

const char *policy_text(const struct policy *policy)
{
    return policy->text;
}
