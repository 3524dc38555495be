/*
 * Which steps of a trace a picture needs (see ladder_steps.h).
 *
 * A trace holds every access to memory; what a thread does with its own memory,
 * and what was done before there was a second thread, explain nothing.
 */
#include "judge/draw/ladder_steps.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "judge/find/evidence.h"
#include "judge/find/trace.h"
#include "trial/hang_kind.h"

enum { PERIOD = 64 /* longest repetition looked for, in steps */ };

size_t step_thread(const json_t *step)
{
    return (size_t)json_integer_value(json_object_get(step, "thread"));
}

static bool is_access(const json_t *step)
{
    const char *call = json_text(step, "call");
    return strcmp(call, "reads") == 0 || strcmp(call, "writes") == 0;
}

bool step_is_call(const json_t *step)
{
    return json_object_get(step, "text") != NULL;
}

bool step_is_at(const json_t *step, const json_t *place)
{
    const char *call = json_text(step, "call");
    return strncmp(json_text(place, "does"), call, strlen(call)) == 0 &&
           json_equal(json_object_get(place, "line"),
                      json_object_get(step, "line"));
}

/* One of the two accesses of a race, or one to what is nobody's. */
static bool is_due(const json_t *step)
{
    const char *result = json_text(step, "result");
    return strcmp(result, "races") == 0 || strcmp(result, "beside") == 0;
}

/* An access to what has no name: a stack's slot, or the inside of a block.
 * Stacks are reused, so it is shown only where two such accesses race. */
static bool is_nameless(const json_t *step)
{
    return is_access(step) && !is_due(step) &&
           strncmp(json_text(step, "object"), "the one ", 8) == 0;
}

/* What the picture is to explain: a finding, here or in the schedule that was
 * followed. */
static const char *subject(const json_t *trace)
{
    const char *follows = json_text(trace, "follows");
    return *follows ? follows : json_text(trace, "finding");
}

/* Did the last thread that had to wait do so for the signal of a condition? */
static bool ends_in_signal_wait(const json_t *trace)
{
    const json_t *steps = json_object_get(trace, "steps");
    for (size_t i = json_array_size(steps); i-- > 0;) {
        const json_t *step = json_array_get(steps, i);
        const char *call = json_text(step, "call");
        /* A thread that joins others waits for what blocks those. */
        if (strcmp(json_text(step, "result"), "blocks") == 0 &&
            !strstr(call, "join") && strncmp(call, "trial_", 6) != 0)
            return hang_call_is_condition(call);
    }
    return false;
}

/* Where values don't matter, only who waits for whom does. A thread that waits
 * for a signal has looked at some state before. */
static bool is_about_values(const json_t *trace)
{
    static const char *const waiting[] = {"deadlock", "misuse", "starvation",
                                          "exit"};
    for (size_t i = 0; i < sizeof waiting / sizeof waiting[0]; i++)
        if (strcmp(subject(trace), waiting[i]) == 0)
            return i == 0 && ends_in_signal_wait(trace);
    return true;
}

/* The thread that starts the others, if any step is its own. */
static size_t first_thread(const json_t *names)
{
    size_t i;
    const json_t *name;
    json_array_foreach(names, i, name)
    {
        const char *text = json_string_value(name);
        if (strcmp(text, "main") == 0 || strcmp(text, "the trial") == 0)
            return i;
    }
    return i;
}

/* The first step of any thread but the first, or a race with it; what is done
 * before it is setup. */
static size_t meeting_begins(const json_t *steps, size_t first)
{
    size_t i;
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        if (step_is_shown(step) && (step_thread(step) != first || is_due(step)))
            return i;
    }
    return 0;
}

/* What is known of an object: the first thread that used it, whether another
 * one did, and whether any thread wrote it. */
enum { USE_SHARED = 1, USE_WRITTEN = 2, USE_THREAD = 4 };

/* Collects the uses of memory by the objects' names, from a step on. */
static json_t *uses_collect(const json_t *steps, size_t from)
{
    json_t *uses = json_object();
    for (size_t i = from; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        const char *object = json_text(step, "object");
        if (!is_access(step))
            continue;
        const json_t *known = json_object_get(uses, object);
        json_int_t thread = (json_int_t)step_thread(step) * USE_THREAD;
        json_int_t use = known ? json_integer_value(known) : thread;
        if (use / USE_THREAD * USE_THREAD != thread)
            use |= USE_SHARED;
        if (strcmp(json_text(step, "call"), "writes") == 0)
            use |= USE_WRITTEN;
        json_object_set_new(uses, object, json_integer(use));
    }
    return uses;
}

/* What choosing needs to know of the whole trace. */
struct choosing {
    const json_t *steps;
    size_t first; /* the thread that starts the others */
    size_t begin; /* from here on there are two threads */
    json_t *uses; /* of memory, from then on */
    bool playing; /* what is shared is not known yet */
    bool values;  /* values explain the finding */
    bool calls;   /* those of the contract are wanted */
};

/* A call of the contract tells what was asked and answered, which explains
 * anything but a race. Of those that set things up, and of those that answer
 * nothing, only what they left is of interest. */
static bool is_call_of_interest(const struct choosing *choosing, size_t index)
{
    const json_t *step = json_array_get(choosing->steps, index);
    bool answers = strcmp(json_text(step, "call"), "answers") == 0;
    if (!choosing->calls || json_object_get(step, "kept"))
        return choosing->calls;
    return (index >= choosing->begin || step_thread(step) != choosing->first) &&
           (!answers || *json_text(step, "text"));
}

static bool is_of_interest(const struct choosing *choosing, size_t index)
{
    const json_t *step = json_array_get(choosing->steps, index);
    if (step_is_call(step))
        return is_call_of_interest(choosing, index);
    if (is_due(step))
        return true;
    if (!step_is_shown(step) || is_nameless(step))
        return false;
    if (!is_access(step) || choosing->playing)
        return true;
    json_int_t use = json_integer_value(
        json_object_get(choosing->uses, json_text(step, "object")));
    return choosing->values && index >= choosing->begin && (use & USE_SHARED) &&
           (use & USE_WRITTEN);
}

/* A call whose answer follows needs no row of its own: the answer repeats it.
 */
static void call_drop(json_t *drawn, const json_t *step)
{
    size_t count = json_array_size(drawn);
    const json_t *last = json_array_get(drawn, count - 1);
    if (count > 0 && strcmp(json_text(step, "call"), "answers") == 0 &&
        strcmp(json_text(last, "call"), "calls") == 0 &&
        !json_object_get(last, "missing") &&
        !json_object_get(step, "missing") &&
        step_thread(last) == step_thread(step))
        json_array_remove(drawn, count - 1);
}

/* A thread without a step to draw needs no column; calls of the contract have
 * no numbers, for they are no steps of the schedule. */
static json_t *steps_choose(const json_t *trace, json_t *threads, bool calls)
{
    json_int_t number = 0, before = 0, missing = 0;
    json_t *drawn = json_array();
    const json_t *names = json_object_get(trace, "threads");
    size_t count = json_array_size(names), i;
    struct choosing choosing = {.steps = json_object_get(trace, "steps"),
                                .playing = !*subject(trace),
                                .calls = calls &&
                                         strcmp(subject(trace), "race") != 0,
                                .values = is_about_values(trace)};
    choosing.first = first_thread(names);
    choosing.begin =
        count > 1 ? meeting_begins(choosing.steps, choosing.first) : 0;
    choosing.uses = uses_collect(choosing.steps, choosing.begin);
    json_int_t *column = calloc(count + 1, sizeof *column);
    const json_t *step;
    json_array_foreach(choosing.steps, i, step)
    {
        size_t thread = step_thread(step);
        json_int_t told = json_number(step, "n");
        if (before && told > before)
            missing += told - before - 1;
        before = told;
        if (!column || thread >= count || !is_of_interest(&choosing, i))
            continue;
        /* What the trial asks in the end is not worth a column. */
        if (step_is_call(step) && thread == choosing.first && count > 1 &&
            !column[thread] && !json_object_get(step, "kept"))
            continue;
        if (!column[thread]) {
            json_array_append(threads, json_array_get(names, thread));
            column[thread] = (json_int_t)json_array_size(threads);
        }
        json_t *copy = json_copy((json_t *)step);
        json_object_set(copy, "from", json_object_get(step, "n"));
        if (missing)
            json_object_set_new(copy, "missing", json_integer(missing));
        missing = 0;
        json_object_set_new(copy, "thread", json_integer(column[thread] - 1));
        number += !step_is_call(step);
        json_object_set_new(copy, "n",
                            json_integer(step_is_call(step) ? 0 : number));
        call_drop(drawn, copy);
        json_array_append_new(drawn, copy);
    }
    json_decref(choosing.uses);
    free(column);
    return drawn;
}

json_t *ladder_steps(const json_t *trace, json_t *threads)
{
    return steps_choose(trace, threads, false);
}

json_t *ladder_rows(const json_t *trace, json_t *threads)
{
    return steps_choose(trace, threads, true);
}

/* Are they the same? Exactly: with the values that they see and leave. */
static bool same_step(const json_t *a, const json_t *b, bool exactly)
{
    static const char *const keys[] = {"thread", "call",  "line", "object",
                                       "result", "fault", "does"};
    size_t count = sizeof keys / sizeof keys[0] - 1;
    if (exactly || step_is_call(a))
        count++;
    for (size_t i = 0; i < count; i++) {
        const json_t *left = json_object_get(a, keys[i]);
        const json_t *right = json_object_get(b, keys[i]);
        if (left != right && !json_equal(left, right))
            return false;
    }
    return true;
}

/* Do the `period` steps at `at` belong to more threads than one? */
static bool threads_meet(const json_t *steps, size_t at, size_t period)
{
    size_t thread = step_thread(json_array_get(steps, at));
    for (size_t i = at + 1; i < at + period && i < json_array_size(steps); i++)
        if (step_thread(json_array_get(steps, i)) != thread)
            return true;
    return false;
}

/* How often the `period` steps at `at` come again right after. What one thread
 * does in a loop is the same with other values; where threads meet, values are
 * what it is about. */
static size_t repetitions(const json_t *steps, size_t at, size_t period)
{
    size_t count = json_array_size(steps), i = at + period;
    bool exactly = threads_meet(steps, at, period);
    while (i < count && same_step(json_array_get(steps, i),
                                  json_array_get(steps, i - period), exactly))
        i++;
    return (i - at) / period - 1;
}

/* The shortest repetition that begins at a step: how many steps, 0 if none;
 * and how often they come again. */
static size_t steps_repeat(const json_t *steps, size_t at, size_t *times)
{
    for (size_t period = 1; period <= PERIOD; period++) {
        *times = repetitions(steps, at, period);
        if (*times >= (period == 1 ? 3 : 2))
            return period;
    }
    return 0;
}

void steps_draw(const json_t *steps, const struct steps_drawing *drawing,
                void *of)
{
    for (size_t i = 0; i < json_array_size(steps);) {
        const json_t *first = json_array_get(steps, i);
        size_t times, period = steps_repeat(steps, i, &times);
        for (size_t j = 0; j < (period ? period : 1); j++)
            drawing->step(of, json_array_get(steps, i + j));
        if (period)
            drawing->fold(of, first, period, times);
        i += period ? period * (times + 1) : 1;
    }
}
