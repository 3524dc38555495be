/* Which memory orders were too weak; see blame.h. */
#include "explore/search/blame.h"

#include "explore/model/atomics.h"

/* Of all runs together. */
enum { SCHEDULES = 10000, STEPS_ALL = 1000000 };

static unsigned long long steps_left;

/* @return Whether nothing goes wrong any more, to the end. */
static bool goes_well(const struct search *search)
{
    static struct search_result result;
    struct search on = *search;
    if (steps_left == 0)
        return false;
    on.only = "classes";
    on.budget = SCHEDULES;
    on.steps = steps_left;
    on.class_budget = 0;
    on.after_first = on.after_each = NULL;
    on.progress = NULL;
    search_run(&on, &result);
    steps_left -= result.effort < steps_left ? result.effort : steps_left;
    return !result.found && result.exhausted;
}

static void all_strong(bool strong)
{
    for (unsigned i = 0; i < weak_site_count; i++)
        weak_sites[i].strong = strong;
}

bool blame_find(const struct search *search)
{
    steps_left = STEPS_ALL;
    all_strong(false);
    for (unsigned i = 0; i < weak_site_count; i++) {
        weak_sites[i].strong = true;
        if (goes_well(search))
            return true;
        weak_sites[i].strong = false;
    }
    all_strong(true);
    if (weak_site_count < 2 || !goes_well(search))
        return false;
    for (unsigned i = 0; i < weak_site_count; i++) {
        weak_sites[i].strong = false;
        weak_sites[i].strong = !goes_well(search);
    }
    return steps_left > 0;
}
