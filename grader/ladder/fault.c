/*
 * Where it goes wrong (see fault.h).
 *
 * A trace says what was found, not which step is to blame. Some steps name
 * themselves: a call that is not allowed, a crash, the wait without an end. In
 * a lost update it is the write that is based on an older value; else, of the
 * two accesses that race, it is the later one.
 */
#include "ladder/fault.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"

static bool has(const json_t *object, const char *key, const char *text)
{
    return strcmp(json_text(object, key), text) == 0;
}

static void mark(json_t *steps, size_t i, const char *text)
{
    json_object_set_new(json_array_get(steps, i), "fault", json_string(text));
}

/* Steps that speak for themselves. @return Whether there was one. */
static bool plain_mark(json_t *steps)
{
    static const char *const told[][2] = {
        {"wrong", "This call is not allowed here."},
        {"gone", "What it uses is gone."},
        {"freed", "The memory of what it uses is gone."},
        {"unmade", "What it uses was never set up."},
        {"beside", "This memory is nobody's."},
        {"crashes", "Here the program crashes."},
        {"races", "Both accesses are due at the same moment: a data race."},
    };
    bool found = false;
    size_t i, k;
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        for (k = 0; k < sizeof told / sizeof told[0]; k++) {
            if (has(step, "result", told[k][0])) {
                mark(steps, i, told[k][1]);
                found = true;
            }
        }
    }
    return found;
}

/* The last wait: then no thread is left that could end it. */
static bool hang_mark(json_t *steps, const json_t *trace)
{
    bool lost = has(trace, "finding", "lost-wakeup");
    if (!lost && !has(trace, "finding", "deadlock"))
        return false;
    for (size_t i = json_array_size(steps); i-- > 0;) {
        if (!has(json_array_get(steps, i), "result", "blocks"))
            continue;
        mark(steps, i,
             lost ? "It waits for a signal that nobody will send."
                  : "From here on nobody can go on.");
        return true;
    }
    return false;
}

static bool changes(const json_t *step)
{
    const char *call = json_text(step, "call");
    return strcmp(call, "writes") == 0 ||
           (strncmp(call, "atomic ", 7) == 0 && !strstr(call, "load"));
}

/* When the thread of step `at` looked at that step's object last; `at`: never
 * since the others came. */
static size_t looked(const json_t *steps, size_t at)
{
    const json_t *step = json_array_get(steps, at);
    for (size_t i = at; i-- > 0;) {
        const json_t *other = json_array_get(steps, i);
        if (step_thread(other) == step_thread(step) &&
            has(other, "object", json_text(step, "object")))
            return i;
    }
    return at;
}

/* A write over what another thread has written since this one looked. */
static bool stale_mark(json_t *steps, const json_t *threads)
{
    for (size_t at = json_array_size(steps); at-- > 0;) {
        const json_t *step = json_array_get(steps, at);
        if (!has(step, "call", "writes") && !has(step, "call", "atomic store"))
            continue;
        for (size_t i = looked(steps, at) + 1; i < at; i++) {
            const json_t *other = json_array_get(steps, i);
            if (!changes(other) || step_thread(other) == step_thread(step) ||
                !has(other, "object", json_text(step, "object")))
                continue;
            char text[256];
            snprintf(
                text, sizeof text,
                "It writes over what %s has written since it looked.",
                json_string_value(json_array_get(threads, step_thread(other))));
            mark(steps, at, text);
            return true;
        }
    }
    return false;
}

static bool is_place(const json_t *step, const json_t *threads,
                     const json_t *place)
{
    return has(place, "thread",
               json_string_value(json_array_get(threads, step_thread(step)))) &&
           step_is_at(step, place);
}

static bool is_racing(const json_t *step, const json_t *threads,
                      const json_t *findings)
{
    size_t i, k;
    const json_t *finding, *place;
    json_array_foreach(findings, i, finding)
    {
        if (!has(finding, "kind", "race"))
            continue;
        json_array_foreach(json_object_get(finding, "places"), k, place)
        {
            if (is_place(step, threads, place))
                return true;
        }
    }
    return false;
}

/* Whether another thread touched the object of step `at` before it. */
static bool is_later(const json_t *steps, size_t at)
{
    const json_t *step = json_array_get(steps, at);
    for (size_t i = 0; i < at; i++) {
        const json_t *other = json_array_get(steps, i);
        if (step_thread(other) != step_thread(step) &&
            has(other, "object", json_text(step, "object")))
            return true;
    }
    return false;
}

/* The first access that is the later one of two; else the last that races. */
static bool race_mark(json_t *steps, const json_t *threads,
                      const json_t *findings)
{
    size_t count = json_array_size(steps), marked = count;
    for (size_t at = 0; at < count; at++) {
        if (!is_racing(json_array_get(steps, at), threads, findings))
            continue;
        marked = at;
        if (is_later(steps, at))
            break;
    }
    if (marked == count)
        return false;
    mark(steps, marked,
         "Nothing orders this access and the other thread's: a data race.");
    return true;
}

void fault_mark(json_t *steps, const json_t *threads, const json_t *trace,
                const json_t *findings)
{
    size_t count = json_array_size(steps);
    if (count == 0 || plain_mark(steps) || hang_mark(steps, trace) ||
        stale_mark(steps, threads) || race_mark(steps, threads, findings))
        return;
    mark(steps, count - 1, "With this the harm is done.");
}
