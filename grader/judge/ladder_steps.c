/*
 * Which steps of a trace a picture needs (see ladder_steps.h).
 *
 * A trace holds every access to memory; what one thread does with its own, and
 * what was done before there was a second thread, explains nothing.
 */
#include "judge/ladder_steps.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "judge/evidence.h"

size_t step_thread(const json_t *step)
{
    return (size_t)json_integer_value(json_object_get(step, "thread"));
}

static bool is_access(const json_t *step)
{
    const char *call = json_text(step, "call");
    return strcmp(call, "reads") == 0 || strcmp(call, "writes") == 0;
}

/* Coming and going of threads is left out, every picture begins with it; so is
 * what the grader itself reads and writes. */
static bool is_shown(const json_t *step)
{
    static const char *const left_out[] = {"starts", "ends", "returns"};
    const char *call = json_text(step, "call");
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        if (strcmp(call, left_out[i]) == 0)
            return false;
    bool of_trial = strncmp(call, "trial_", 6) == 0;
    bool in_grader =
        strncmp(json_text(step, "file"), "grader/lessons/", 15) == 0;
    return !of_trial && !(is_access(step) && in_grader);
}

/* One of the two accesses that a race is between. */
static bool is_due(const json_t *step)
{
    return strcmp(json_text(step, "result"), "races") == 0;
}

/* An access to what has no name: a stack's slot, or the inside of a block.
 * Stacks are used again, so it is shown only where two such accesses race. */
static bool is_nameless(const json_t *step)
{
    return is_access(step) && !is_due(step) &&
           strncmp(json_text(step, "object"), "the one at ", 11) == 0;
}

/* Is this an access to memory that only one thread uses, or that is read
 * only, from the moment on when a second thread has come? */
static bool is_private(const json_t *steps, size_t from, const json_t *step)
{
    bool shared = false, written = false;
    const char *object = json_text(step, "object");
    if (!is_access(step))
        return false;
    for (size_t i = from; i < json_array_size(steps); i++) {
        const json_t *other = json_array_get(steps, i);
        if (!is_access(other) || strcmp(json_text(other, "object"), object))
            continue;
        shared |= step_thread(other) != step_thread(step);
        written |= strcmp(json_text(other, "call"), "writes") == 0;
    }
    return !shared || !written;
}

/* The first step of a second thread, or a race with it; what is done before it
 * is setting up. */
static size_t meeting_begins(const json_t *steps)
{
    size_t i;
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        if (is_shown(step) && (step_thread(step) != 0 || is_due(step)))
            return i;
    }
    return 0;
}

/* The steps to draw, numbered anew; a thread with none needs no column. */
json_t *ladder_steps(const json_t *trace, json_t *threads)
{
    json_t *drawn = json_array();
    const json_t *steps = json_object_get(trace, "steps");
    const json_t *names = json_object_get(trace, "threads");
    size_t count = json_array_size(names), i;
    /* A schedule that is still being played has not shown yet what is shared.
     */
    bool playing = !*json_text(trace, "finding");
    size_t begin = count > 1 && !playing ? meeting_begins(steps) : 0;
    json_int_t *column = calloc(count + 1, sizeof *column);
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        size_t thread = step_thread(step);
        if (!column || thread >= count || !is_shown(step) ||
            (is_access(step) && i < begin) || is_nameless(step) ||
            (!playing && is_private(steps, begin, step)))
            continue;
        if (!column[thread]) {
            json_array_append(threads, json_array_get(names, thread));
            column[thread] = (json_int_t)json_array_size(threads);
        }
        json_t *copy = json_copy((json_t *)step);
        json_object_set_new(copy, "thread", json_integer(column[thread] - 1));
        json_object_set_new(
            copy, "n", json_integer((json_int_t)json_array_size(drawn) + 1));
        json_array_append_new(drawn, copy);
    }
    free(column);
    return drawn;
}
