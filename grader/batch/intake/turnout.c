/* Whether owners were understood (see turnout.h). */
#include "batch/intake/turnout.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"

enum { STRANGERS_OF = 5, SHOWN_MOST = 5 };

/* What was counted, and some of those it is about. */
struct turnout {
    size_t handed_in, strangers, enrolled, known, torn;
    json_t *shown[SHOWN_MOST]; /* students; owned */
    size_t shown_count;
};

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* Whether a lesson's files differ, as if they were several people's. */
static bool is_torn(const json_t *submissions)
{
    size_t i, j;
    const json_t *submission, *problem;
    json_array_foreach(submissions, i, submission)
    {
        json_array_foreach(json_object_get(submission, "problems"), j, problem)
        {
            if (strcmp(text_of(problem, "kind"), "two_candidates") == 0)
                return true;
        }
    }
    return false;
}

static void student_count(struct turnout *turnout, json_t *student, bool roster)
{
    const json_t *submissions = json_object_get(student, "submissions");
    bool enrolled = json_is_true(json_object_get(student, "enrolled"));
    bool handed_in = json_array_size(submissions) > 0;
    bool torn = is_torn(submissions);
    turnout->enrolled += enrolled;
    turnout->handed_in += handed_in;
    turnout->known += handed_in && enrolled;
    turnout->strangers += handed_in && !enrolled;
    turnout->torn += torn;
    bool shown = roster ? handed_in && !enrolled : torn;
    if (shown && turnout->shown_count < SHOWN_MOST)
        turnout->shown[turnout->shown_count++] = json_incref(student);
}

static void shown_write(const struct turnout *turnout)
{
    for (size_t i = 0; i < turnout->shown_count; i++) {
        const json_t *student = turnout->shown[i];
        fputs("  ", stderr);
        escape_plain(stderr, text_of(student, "name"));
        fputs(" (", stderr);
        escape_plain(
            stderr,
            text_of(json_array_get(json_object_get(student, "submissions"), 0),
                    "file"));
        fputs(")\n", stderr);
    }
}

/* Says what is doubtful; whether anything is. */
static bool turnout_tell(const struct turnout *turnout, const char *roster)
{
    bool strangers =
        roster && turnout->strangers * STRANGERS_OF > turnout->handed_in;
    bool nobody = roster && turnout->enrolled > 0 && turnout->known == 0;
    bool torn = !roster && turnout->torn * 2 > turnout->handed_in;
    if (strangers)
        fprintf(stderr, "grade: %zu of %zu who handed in are not in %s:\n",
                turnout->strangers, turnout->handed_in, roster);
    else if (nobody)
        fprintf(stderr,
                "grade: of the %zu in %s nobody handed in a lesson's file.\n",
                turnout->enrolled, roster);
    else if (torn)
        fprintf(stderr,
                "grade: %zu of %zu who handed in have several different files "
                "for one lesson,\nas if a class's folders were taken for "
                "people:\n",
                turnout->torn, turnout->handed_in);
    if (!strangers && !nobody && !torn)
        return false;
    shown_write(turnout);
    return true;
}

int turnout_check(const struct intake *intake, const char *roster,
                  bool *doubtful)
{
    struct turnout turnout = {0};
    size_t at = 0;
    json_t *student = NULL;
    int error = 0;
    while (intake_next(intake, &at, &student, &error))
        student_count(&turnout, student, roster != NULL);
    *doubtful = !error && turnout_tell(&turnout, roster);
    for (size_t i = 0; i < turnout.shown_count; i++)
        json_decref(turnout.shown[i]);
    return error;
}
