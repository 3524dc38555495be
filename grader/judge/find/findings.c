/* Findings that are one bug (see findings.h). */
#include "judge/find/findings.h"

#include <string.h>

#include "judge/find/evidence.h"

static bool same_finding(const json_t *a, const json_t *b)
{
    const char *kind = json_text(a, "kind");
    if (strcmp(kind, json_text(b, "kind")) != 0)
        return false;
    const json_t *first = json_array_get(json_object_get(a, "places"), 0);
    const json_t *other = json_array_get(json_object_get(b, "places"), 0);
    if (strcmp(kind, "race") == 0 || !first || !other)
        return strcmp(json_text(a, "title"), json_text(b, "title")) == 0;
    return strcmp(json_text(first, "file"), json_text(other, "file")) == 0 &&
           json_integer_value(json_object_get(first, "line")) ==
               json_integer_value(json_object_get(other, "line"));
}

bool trial_has(const json_t *trial, const json_t *finding)
{
    size_t i;
    const json_t *other;
    json_array_foreach(json_object_get(trial, "findings"), i, other)
    {
        if (same_finding(other, finding))
            return true;
    }
    return false;
}

bool finding_was_met(const json_t *trials, size_t trial, size_t finding)
{
    const json_t *findings =
        json_object_get(json_array_get(trials, trial), "findings");
    const json_t *this_one = json_array_get(findings, finding);
    for (size_t i = 0; i < trial; i++)
        if (trial_has(json_array_get(trials, i), this_one))
            return true;
    for (size_t i = 0; i < finding; i++)
        if (same_finding(json_array_get(findings, i), this_one))
            return true;
    return false;
}

/* Who releases a lock that it does not hold, or waits with it, has not taken
 * it: that is why what it guards is raced on. */
static bool explains_races(const json_t *finding)
{
    const char *title = json_text(finding, "title");
    return strcmp(json_text(finding, "kind"), "misuse") == 0 &&
           (strstr(title, "does not hold") ||
            strstr(title, "without holding the mutex"));
}

void findings_order(json_t *findings)
{
    size_t i;
    json_t *finding;
    json_array_foreach(findings, i, finding)
    {
        if (!explains_races(finding))
            continue;
        json_incref(finding);
        json_array_remove(findings, i);
        json_array_insert_new(findings, 0, finding);
        return;
    }
}
