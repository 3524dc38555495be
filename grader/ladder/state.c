/* The state after each step (see state.h). */
#include "ladder/state.h"

#include <stdio.h>
#include <string.h>

#include "judge/draw/ladder_steps.h"
#include "judge/find/evidence.h"
#include "judge/find/trace.h"

static const char *thread_name(const json_t *trace, const json_t *step)
{
    const json_t *names = json_object_get(trace, "threads");
    return json_string_value(json_array_get(names, step_thread(step)));
}

/* Threads and objects may have the same name. */
enum { KEY_SIZE = 256 };

static void key_write(char *key, const char *sort, const char *name)
{
    snprintf(key, KEY_SIZE, "%s %s", sort, name ? name : "");
}

static void tell(const struct state *state, const char *sort, const char *name)
{
    char key[KEY_SIZE];
    key_write(key, sort, name);
    json_object_set_new(state->of, key, json_true());
}

static bool is_told(const struct state *state, const char *sort,
                    const char *name)
{
    char key[KEY_SIZE];
    key_write(key, sort, name);
    return !state->of || json_object_get(state->of, key);
}

bool state_tells(const struct state *state, const char *thread)
{
    return is_told(state, "thread", thread);
}

void state_begin(struct state *state, const json_t *trace, const json_t *steps)
{
    *state = (struct state){.trace = trace,
                            .values = json_object(),
                            .owners = json_object(),
                            .waits = json_object(),
                            .of = steps ? json_object() : NULL};
    size_t i, shown = 0;
    const json_t *step;
    const json_t *all = json_object_get(trace, "steps");
    json_array_foreach(all, i, step)
    {
        const json_t *next = json_array_get(steps, shown);
        if (!json_equal(json_object_get(next, "from"),
                        json_object_get(step, "n")))
            continue;
        shown++;
        tell(state, "thread", thread_name(trace, step));
        if (json_object_get(step, "size") || json_object_get(step, "count"))
            tell(state, "object", json_text(step, "object"));
    }
}

static void value_note(struct state *state, const json_t *step)
{
    const char *object = json_text(step, "object");
    const json_t *count = json_object_get(step, "count");
    char value[32];
    if (!is_told(state, "object", object) || step_is_forbidden(step))
        return;
    if (count)
        snprintf(value, sizeof value, "%lld",
                 (long long)json_integer_value(count));
    else
        step_value(step,
                   strcmp(json_text(step, "result"), "older") == 0 ? "newest"
                                                                   : "value",
                   value, sizeof value);
    if (*value)
        json_object_set_new(state->values, object, json_string(value));
}

/* A thread's locks after the step replace those it had before. */
static void owners_note(struct state *state, const json_t *step)
{
    const char *thread = thread_name(state->trace, step);
    const char *lock;
    json_t *threads;
    size_t i, k;
    const json_t *held, *name;
    json_object_foreach(state->owners, lock, threads)
    {
        json_array_foreach(threads, k, name)
        {
            if (strcmp(json_string_value(name), thread) == 0)
                json_array_remove(threads, k--);
        }
    }
    json_array_foreach(json_object_get(step, "holds"), i, held)
    {
        lock = json_string_value(held);
        threads = json_object_get(state->owners, lock);
        if (!threads) {
            threads = json_array();
            json_object_set_new(state->owners, lock, threads);
        }
        json_array_append_new(threads, json_string(thread));
    }
}

static void waits_note(struct state *state, const json_t *step)
{
    const char *thread = thread_name(state->trace, step);
    if (strcmp(json_text(step, "result"), "blocks") == 0)
        json_object_set(state->waits, thread, json_object_get(step, "does"));
    else
        json_object_del(state->waits, thread);
}

/* The wait that a deadlock keeps a thread in may have been added after the
 * fact, and then says nothing of the locks that the thread holds. Of all waits,
 * only one on a condition releases a lock. */
static bool is_silent(const json_t *step)
{
    return strcmp(json_text(step, "result"), "blocks") == 0 &&
           !strstr(json_text(step, "call"), "cond_");
}

void state_walk(struct state *state, json_int_t n)
{
    const json_t *steps = json_object_get(state->trace, "steps");
    for (; state->walked < json_array_size(steps); state->walked++) {
        const json_t *step = json_array_get(steps, state->walked);
        if (json_integer_value(json_object_get(step, "n")) > n)
            return;
        if (!thread_name(state->trace, step))
            continue;
        value_note(state, step);
        waits_note(state, step);
        if (!is_silent(step))
            owners_note(state, step);
    }
}

static void owners_write(char *text, size_t size, const json_t *threads)
{
    size_t i, length = 0;
    const json_t *name;
    text[0] = '\0';
    json_array_foreach(threads, i, name)
    {
        length = strlen(text);
        snprintf(text + length, size - length, "%s%s", i ? " and " : "",
                 json_string_value(name));
    }
}

json_t *state_lines(const struct state *state)
{
    json_t *lines = json_array();
    const char *name;
    json_t *of;
    char text[512], owners[256];
    json_object_foreach(state->values, name, of)
    {
        snprintf(text, sizeof text, "%s = %s", name, json_string_value(of));
        json_array_append_new(lines, json_string(text));
    }
    json_object_foreach(state->owners, name, of)
    {
        owners_write(owners, sizeof owners, of);
        snprintf(text, sizeof text, "%s: %s%s", name,
                 *owners ? "held by " : "free", owners);
        json_array_append_new(lines, json_string(text));
    }
    json_object_foreach(state->waits, name, of)
    {
        if (!state_tells(state, name))
            continue;
        snprintf(text, sizeof text, "%s %s", name, json_string_value(of));
        json_array_append_new(lines, json_string(text));
    }
    return lines;
}

void state_end(struct state *state)
{
    json_decref(state->values);
    json_decref(state->owners);
    json_decref(state->waits);
    json_decref(state->of);
}
