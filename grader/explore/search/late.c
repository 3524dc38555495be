/*
 * Findings that go last; see search_try() in search.h.
 *
 * The one idea: what was left behind at the end of a schedule harmed nothing in
 * it, so it must not hide what comes in a later one. The first such finding is
 * set aside, and is what was found if nothing else is.
 */
#include "explore/ground/capacity.h"
#include "explore/ground/pages.h"
#include "explore/search/search.h"

static struct search_result aside;

void late_forget(void)
{
    aside.found = false;
}

/* What is known of the schedule with the finding, not of the whole search. */
static void met_copy(struct search_result *to, const struct search_result *from)
{
    to->found = from->found;
    to->finding = from->finding;
    thread_name_copy(to->thread, from->thread);
    thread_name_copy(to->holder, from->holder);
    to->limits = from->limits;
    to->print = from->print;
    to->length = from->length;
    to->collision = from->collision;
    to->strategy = from->strategy;
    to->first = from->first;
    to->decision_count = from->decision_count;
    for (unsigned long i = 0; i < from->decision_count; i++)
        to->decisions[i] = from->decisions[i];
}

bool search_try(const struct search *search, const struct strategy *strategy,
                struct search_result *result)
{
    if (!search_once(search, strategy, result))
        return false;
    if (search->wanted || !finding.late)
        return true;
    if (!aside.decisions)
        aside.decisions = pages_map(DECISIONS_MAX * sizeof *aside.decisions);
    if (!aside.found)
        met_copy(&aside, result);
    result->found = false;
    return false;
}

void late_tell(struct search_result *result)
{
    if (!result->found && aside.found)
        met_copy(result, &aside);
}
