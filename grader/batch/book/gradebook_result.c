/* Scores by the policy (see gradebook_result.h). */
#include "batch/book/gradebook_result.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/moment.h"
#include "batch/book/score.h"

/* In the order of the flags. */
static const char *const flag_words[] = {
    "excused", "integrity", "invalid", "late",    "lms_late", "missing",
    "no_time", "override",  "problem", "several", "ungraded", "unusable"};

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

static void lateness_weigh(struct result *result, const struct policy *policy,
                           const char *lesson, const json_t *submission)
{
    const char *text = json_string_value(json_object_get(submission, "time"));
    const json_t *flag = json_object_get(submission, "late_flag");
    const struct policy_decision *decision = result->decision;
    time_t handed_in, due;
    /* A course system's own due date, with the student's extension. */
    const char *own = json_string_value(json_object_get(submission, "due"));
    bool own_due = own && moment_read(own, &due) == 0;
    if (decision && decision->due) {
        due = decision->due;
        own_due = true;
    }
    bool decided = decision && decision->dated;
    if (decided)
        result->late_days = decision->late_days;
    else if (text && moment_read(text, &handed_in) == 0)
        result->late_days = own_due
                                ? policy_days_after(policy, due, handed_in)
                                : policy_late_days(policy, lesson, handed_in);
    else if ((own_due || policy_lesson(policy, lesson).due) &&
             !json_is_boolean(flag))
        result->flags |= FLAG_NO_TIME;
    if (json_is_true(flag) && result->late_days == 0 && !decided)
        result->flags |= FLAG_LMS_LATE;
    if (result->late_days == 0)
        return;
    int forgiven = decision ? decision->excused_days : 0;
    result->excused =
        forgiven < result->late_days ? forgiven : result->late_days;
    if (result->excused)
        result->flags |= FLAG_EXCUSED;
    int left = result->late_days - result->excused;
    if (left == 0)
        return;
    result->flags |= FLAG_LATE;
    result->penalty = policy_penalty(policy, left);
    if (!isnan(result->score))
        result->score = score_round(fmax(0, result->score - result->penalty));
}

struct result result_make(const struct policy *policy, const char *student,
                          const char *lesson, const json_t *submission,
                          const struct record_facts *facts)
{
    struct result result = {0};
    result.decision = policy_decision(policy, student, lesson);
    state_decide(&result, submission, facts);
    if (result.verdict)
        record_weigh(&result, facts);
    if (json_object_get(submission, "source"))
        lateness_weigh(&result, policy, lesson, submission);
    if (json_array_size(json_object_get(submission, "problems")) > 0)
        result.flags |= FLAG_PROBLEM;
    if (result.decision && result.decision->overrides) {
        result.flags |= FLAG_OVERRIDE;
        result.score = score_round(result.decision->score);
    }
    return result;
}
