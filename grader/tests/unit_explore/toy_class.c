/* Classes of schedules; see toy_class.h. */
#include "toy_class.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "toy.h"

bool words_meet(unsigned first, unsigned second)
{
    const struct toy_step *a = &toy_run.steps[first];
    const struct toy_step *b = &toy_run.steps[second];
    if (a->outcome == b->outcome && a->outcome != OUTCOME_NORMAL)
        return true;
    if (a->word[0] == '!' || b->word[0] == '!')
        return true;
    if (!a->word[0] || !b->word[0] || a->word[1] == '.' || b->word[1] == '.')
        return false;
    if (b->word[0] == 'j' && (unsigned)(b->word[1] - '0') == a->thread)
        return true;
    return a->word[1] == b->word[1] && (a->writes || b->writes);
}

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum + word + 1) * 0x9e3779b97f4a7c15u;
    return sum ^ sum >> 29;
}

static uint64_t step_describe(uint64_t sum, unsigned at,
                              bool (*meet)(unsigned, unsigned))
{
    const struct toy_step *step = &toy_run.steps[at];
    uint64_t earlier = 0; /* a sum: their order is no matter */
    unsigned nth[TOY_THREADS] = {0};
    for (unsigned i = 0; i < at; i++) {
        unsigned thread = toy_run.steps[i].thread;
        if (toy_run.steps[i].vain)
            continue;
        nth[thread]++;
        if (thread != step->thread && meet(i, at))
            earlier += mix((uint64_t)thread << 8, nth[thread]);
    }
    sum = mix(sum, (uint64_t)step->word[0] << 8 | step->thread);
    sum = mix(sum, (uint64_t)step->outcome << 8 | step->writes);
    return mix(sum, earlier);
}

uint64_t class_describe(bool (*meet)(unsigned, unsigned))
{
    uint64_t sum = schedule.ending;
    for (unsigned thread = 0; thread < TOY_THREADS; thread++)
        for (unsigned i = 0; i < toy_run.step_count; i++)
            if (toy_run.steps[i].thread == thread && !toy_run.steps[i].vain)
                sum = step_describe(sum, i, meet);
    return sum;
}

static unsigned place_of(const struct classes *set, uint64_t class)
{
    unsigned from = 0, to = set->count;
    while (from < to) {
        unsigned middle = (from + to) / 2;
        if (set->all[middle] < class)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool classes_contain(const struct classes *set, uint64_t class)
{
    unsigned at = place_of(set, class);
    return at < set->count && set->all[at] == class;
}

bool classes_add(struct classes *set, uint64_t class)
{
    unsigned at = place_of(set, class);
    if (classes_contain(set, class))
        return false;
    if (set->count == set->room) {
        set->room = set->room ? 2 * set->room : 64;
        set->all = realloc(set->all, set->room * sizeof *set->all);
        cr_assert(set->all);
    }
    memmove(set->all + at + 1, set->all + at,
            (set->count++ - at) * sizeof *set->all);
    set->all[at] = class;
    return true;
}
