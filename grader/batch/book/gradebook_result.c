/* Scores by the policy (see gradebook_result.h). */
#include "batch/book/gradebook_result.h"

#include <math.h>
#include <string.h>

#include "base/moment.h"
#include "batch/book/score.h"

enum { POINTS_ALL = 100 };

/* In the order of the flags. */
static const char *const flag_words[] = {
    "excused", "integrity", "invalid",  "late",    "lms_late",
    "missing", "no_time",   "override", "problem", "several",
    "slip",    "ungraded",  "unusable"};

void result_flags_write(FILE *file, unsigned flags, const char *before,
                        const char *after)
{
    const char *between = "";
    for (unsigned i = 0; i < sizeof flag_words / sizeof flag_words[0]; i++) {
        if (!(flags & 1u << i))
            continue;
        fprintf(file, "%s%s%s", between, flag_words[i], after);
        between = before;
    }
}

static void state_decide(struct result *result, const json_t *submission,
                         const struct record_facts *facts)
{
    result->verdict = NULL;
    result->raw = NAN;
    result->score = 0;
    if (!submission) {
        result->state = "missing";
        result->flags = FLAG_MISSING;
    } else if (!json_object_get(submission, "source")) {
        result->state = "unusable";
        result->flags = FLAG_UNUSABLE;
    } else if (!facts->verdict) {
        result->state = "ungraded";
        result->flags = FLAG_UNGRADED;
        result->score = NAN;
    } else {
        result->state = "graded";
        result->verdict = facts->verdict;
    }
}

/* Points as they were scored: lateness comes later. */
static void record_weigh(struct result *result,
                         const struct record_facts *facts)
{
    bool built = strcmp(result->verdict, "build") != 0;
    bool tampered = strcmp(result->verdict, "integrity") == 0;
    if (tampered)
        result->flags |= FLAG_INTEGRITY;
    /* The machine's fault never costs points, not even those of one trial. */
    bool broken = facts->broken || facts->max_points <= 0;
    if (broken && built && !tampered) {
        result->flags |= FLAG_INVALID;
        result->score = NAN;
        return;
    }
    result->raw = built && !tampered
                      ? score_round(100.0 * (double)facts->points /
                                    (double)facts->max_points)
                      : 0;
    result->score = result->raw;
}

/* When it was due: as a person says, else as the course system does, with the
 * student's extension, else as the policy says. */
static void due_find(struct result *result, const struct policy *policy,
                     const char *lesson, const json_t *submission)
{
    const char *own = json_string_value(json_object_get(submission, "due"));
    result->due = result->decision.due;
    if (!result->due && (!own || moment_read(own, &result->due)))
        result->due = policy_lesson(policy, lesson).due;
}

/* Days late, and whether that is too late for anything. */
static bool days_find(struct result *result, const struct policy *policy,
                      const json_t *submission)
{
    const struct policy_decision *decision = &result->decision;
    const char *text = json_string_value(json_object_get(submission, "time"));
    const json_t *flag = json_object_get(submission, "late_flag");
    time_t cutoff = decision->cutoff, handed_in;
    if (decision->due > cutoff)
        cutoff = 0;
    bool over = false;
    if (decision->dated) {
        result->late_days = decision->late_days;
    } else if (text && moment_read(text, &handed_in) == 0) {
        result->late_days = policy_days_after(policy, result->due, handed_in);
        over = policy_days_after(policy, cutoff, handed_in) > 0;
        if (over && result->late_days == 0)
            result->late_days = policy_days_after(policy, cutoff, handed_in);
    } else if ((result->due || cutoff) && !json_is_boolean(flag)) {
        result->flags |= FLAG_NO_TIME;
    }
    if (json_is_true(flag) && result->late_days == 0 && !decision->dated)
        result->flags |= FLAG_LMS_LATE;
    return over;
}

static void lateness_weigh(struct result *result, const struct policy *policy,
                           const char *lesson, const json_t *submission,
                           int *slip)
{
    bool over = days_find(result, policy, submission);
    int forgiven = result->decision.excused_days;
    result->excused =
        forgiven < result->late_days ? forgiven : result->late_days;
    if (result->excused)
        result->flags |= FLAG_EXCUSED;
    int left = result->late_days - result->excused;
    if (left == 0)
        return;
    over = over || policy_is_over(policy, left);
    /* Slip days buy nothing where nothing counts, or lateness does not. */
    if (!over && !result->decision.overrides &&
        policy_lesson(policy, lesson).weight > 0)
        result->slip = left < *slip ? left : *slip;
    *slip -= result->slip;
    left -= result->slip;
    if (result->slip)
        result->flags |= FLAG_SLIP;
    if (left == 0)
        return;
    result->flags |= FLAG_LATE;
    result->penalty = over ? POINTS_ALL : policy_penalty(policy, left);
    if (!isnan(result->score))
        result->score = score_round(fmax(0, result->score - result->penalty));
}

struct result result_make(const struct policy *policy, const char *student,
                          const char *lesson, const json_t *submission,
                          const struct record_facts *facts, int *slip)
{
    struct result result = {0};
    result.decision = policy_decision(policy, student, lesson);
    state_decide(&result, submission, facts);
    if (result.verdict)
        record_weigh(&result, facts);
    due_find(&result, policy, lesson, submission);
    if (json_object_get(submission, "source"))
        lateness_weigh(&result, policy, lesson, submission, slip);
    if (json_array_size(json_object_get(submission, "problems")) > 0)
        result.flags |= FLAG_PROBLEM;
    if (result.decision.overrides) {
        result.flags |= FLAG_OVERRIDE;
        result.score = score_round(result.decision.score);
    }
    return result;
}
