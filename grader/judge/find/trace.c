/* From the explorer's observations to a trace (see trace.h). */
#include "judge/find/trace.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_HOLDS = 8 }; /* the explorer reports no more */

/* The index of a thread's name, added if it is new. */
static json_int_t thread_index(json_t *threads, const char *name)
{
    size_t i;
    const json_t *known;
    json_array_foreach(threads, i, known)
    {
        if (strcmp(json_string_value(known), name) == 0)
            return (json_int_t)i;
    }
    json_array_append_new(threads, json_string(name));
    return (json_int_t)json_array_size(threads) - 1;
}

static json_t *holds_named(struct evidence *evidence, const json_t *addresses)
{
    json_t *names = json_array();
    size_t i;
    const json_t *address;
    json_array_foreach(addresses, i, address)
    {
        if (i == MOST_HOLDS)
            break;
        char name[160];
        object_quote(evidence, address_of(address), name, sizeof name);
        json_array_append_new(names, json_string(name));
    }
    return names;
}

static void step_place(struct evidence *evidence, json_t *step, uint64_t pc)
{
    struct place place;
    if (!pc || !symbols_line(evidence->symbols, pc, true, &place))
        return;
    char source[256];
    place_source(evidence, &place, source, sizeof source);
    json_object_set_new(step, "file", json_string(place.file));
    json_object_set_new(step, "line", json_integer(place.line));
    json_t *text = json_string(source);
    json_object_set_new(step, "source", text ? text : json_string(""));
}

/* What a call is about. What is freed is a block, not what lies first in it;
 * where the explorer names a lock in it that is held, it is that one's memory.
 */
static void step_object(struct evidence *evidence, const json_t *told,
                        char *object, size_t size)
{
    static const char memory[] = "the memory of ";
    uint64_t address = json_address(told, "object");
    if (strcmp(json_text(told, "call"), "free") != 0) {
        object_quote(evidence, address, object, size);
    } else if (*json_text(told, "holder")) {
        snprintf(object, size, "%s", memory);
        object_quote(evidence, address, object + sizeof memory - 1,
                     size - sizeof memory + 1);
    } else {
        block_quote(evidence, address, object, size);
    }
}

json_t *step_make(struct evidence *evidence, json_t *threads,
                  const json_t *told)
{
    char object[160] = "", words[320];
    uint64_t address = json_address(told, "object");
    if (address)
        step_object(evidence, told, object, sizeof object);
    step_words(told, object, words, sizeof words);
    json_t *step =
        json_pack("{s:O, s:I, s:s, s:s, s:o}", "n", json_object_get(told, "n"),
                  "thread", thread_index(threads, json_text(told, "thread")),
                  "call", json_text(told, "call"), "does", words, "holds",
                  holds_named(evidence, json_object_get(told, "holds")));
    static const char *const kept[] = {"result", "value",   "size",
                                       "count",  "order",   "newest",
                                       "holder", "overdue", "text"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (json_object_get(told, kept[i]))
            json_object_set(step, kept[i], json_object_get(told, kept[i]));
    if (address)
        json_object_set_new(step, "object", json_string(object));
    if (address && evidence->addresses)
        json_object_set(step, "address", json_object_get(told, "object"));
    step_place(evidence, step, json_address(told, "at"));
    return step;
}

static bool has_name(const json_t *names, const char *name)
{
    size_t i;
    const json_t *item;
    json_array_foreach(names, i, item)
    {
        if (strcmp(json_string_value(item), name) == 0)
            return true;
    }
    return false;
}

/* The call that an answer belongs to, or NULL if it was left out, and the last
 * line of the call itself that did something. */
static const json_t *call_of(const json_t *steps, const json_t *told,
                             const json_t *answer, json_int_t *line)
{
    json_int_t thread = json_number(answer, "thread");
    size_t deeper = 0;
    *line = 0;
    for (size_t i = json_array_size(steps); i-- > 0;) {
        const json_t *step = json_array_get(steps, i);
        const char *call = json_text(step, "call");
        if (json_number(step, "n") == json_number(told, "of"))
            return step;
        if (json_number(step, "thread") != thread)
            continue;
        if (strcmp(call, "answers") == 0)
            deeper++;
        else if (strcmp(call, "calls") == 0)
            deeper--;
        else if (*line == 0 && deeper == 0)
            *line = json_number(step, "line");
    }
    return NULL;
}

/* Says of an answer whose call it is, and what the call has kept locked. */
static void answer_tell(const json_t *steps, const json_t *told, json_t *answer)
{
    char words[320], kept[128] = "";
    json_int_t line;
    size_t i;
    const json_t *lock;
    const json_t *call = call_of(steps, told, answer, &line);
    const char *text = json_text(answer, "text");
    if (!call) {
        snprintf(words, sizeof words, "a call from before returns %s", text);
        json_object_set_new(answer, "does", json_string(words));
        return;
    }
    json_array_foreach(json_object_get(answer, "holds"), i, lock)
    {
        if (!has_name(json_object_get(call, "holds"), json_string_value(lock)))
            snprintf(kept, sizeof kept, ", and keeps %s",
                     json_string_value(lock));
    }
    snprintf(words, sizeof words, "%s %s%s", json_text(call, "text"),
             *text ? "= " : "returns", text);
    if (*kept) {
        size_t length = strlen(words);
        snprintf(words + length, sizeof words - length,
                 line ? "%s, after line %lld" : "%s", kept, (long long)line);
        json_object_set_new(answer, "kept", json_true());
    }
    json_object_set_new(answer, "does", json_string(words));
}

bool step_is_shown(const json_t *step)
{
    static const char *const left_out[] = {"starts", "ends", "returns", "calls",
                                           "answers"};
    const char *call = json_text(step, "call");
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        if (strcmp(call, left_out[i]) == 0)
            return false;
    bool access = strcmp(call, "reads") == 0 || strcmp(call, "writes") == 0;
    bool of_trial = strncmp(call, "trial_", 6) == 0;
    bool in_grader = file_has_trials(json_text(step, "file"));
    return !of_trial && !(access && in_grader);
}

/* Is the last step of a thread the wait in which it stays? */
static bool is_told(const json_t *steps, json_int_t thread)
{
    for (size_t i = json_array_size(steps); i-- > 0;) {
        const json_t *step = json_array_get(steps, i);
        if (json_integer_value(json_object_get(step, "thread")) == thread)
            return strcmp(json_text(step, "result"), "blocks") == 0 ||
                   strcmp(json_text(step, "result"), "held") == 0;
    }
    return false;
}

/* A schedule ends as soon as no thread can go on, so a thread may never have
 * had the turn to begin the wait that it is bound for. The picture needs it. */
static void hang_append(struct evidence *evidence, json_t *threads,
                        json_t *steps)
{
    const json_t *hang = evidence_observation(evidence, "hang");
    size_t i;
    const json_t *row;
    json_array_foreach(json_object_get(hang, "threads"), i, row)
    {
        json_int_t thread = thread_index(threads, json_text(row, "name"));
        bool waits = strcmp(json_text(row, "state"), "waits") == 0;
        if (!waits || is_told(steps, thread))
            continue;
        json_t *told =
            json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:[]}", "n",
                      (json_int_t)json_array_size(steps) + 1, "thread",
                      json_text(row, "name"), "call", json_text(row, "call"),
                      "object", json_text(row, "object"), "at",
                      json_text(row, "at"), "result", "blocks", "holds");
        json_array_append_new(steps, step_make(evidence, threads, told));
        json_decref(told);
    }
}

json_t *trace_make(struct evidence *evidence)
{
    const json_t *head = evidence_observation(evidence, "trace");
    if (!head)
        return NULL;
    json_t *trace = json_deep_copy(head);
    json_t *threads = json_array(), *steps = json_array();
    json_object_del(trace, "t");
    json_object_set_new(trace, "format", json_string("lockstep-trace"));
    json_object_set_new(trace, "version", json_integer(1));
    size_t i;
    const json_t *line;
    json_array_foreach(evidence->observations, i, line)
    {
        if (strcmp(json_text(line, "t"), "step") != 0)
            continue;
        json_t *step = step_make(evidence, threads, line);
        if (strcmp(json_text(step, "call"), "answers") == 0)
            answer_tell(steps, line, step);
        json_array_append_new(steps, step);
    }
    hang_append(evidence, threads, steps);
    json_object_set_new(trace, "threads", threads);
    json_object_set_new(trace, "steps", steps);
    return trace;
}

/* The call that a signal interrupted first; "" if none. */
static const char *interrupted_call(const json_t *trace)
{
    size_t i;
    const json_t *step;
    json_array_foreach(json_object_get(trace, "steps"), i, step)
    {
        if (strcmp(json_text(step, "result"), "interrupted") == 0)
            return json_text(step, "call");
    }
    return "";
}

void interruption_tell(struct evidence *evidence, const json_t *trace)
{
    size_t i;
    json_t *finding;
    char title[512];
    const char *call = interrupted_call(trace);
    const char *kind = json_text(trace, "finding");
    if (!*call)
        return;
    json_array_foreach(evidence->findings, i, finding)
    {
        if (strcmp(json_text(finding, "kind"), kind) != 0)
            continue;
        snprintf(title, sizeof title,
                 "%s (after a signal interrupted %s(): EINTR)",
                 json_text(finding, "title"), call);
        json_object_set_new(finding, "title", json_string(title));
    }
}

/* Does a thread end up waiting for the lock, or with it? */
static bool is_missed(const json_t *trace, const json_t *holds)
{
    size_t i;
    const json_t *step;
    json_array_foreach(json_object_get(trace, "steps"), i, step)
    {
        const char *result = json_text(step, "result");
        bool ill = strcmp(result, "blocks") == 0 ||
                   strcmp(result, "wrong") == 0 ||
                   strcmp(json_text(step, "call"), "ends holding") == 0;
        if (ill && has_name(holds, json_text(step, "object")))
            return true;
    }
    return false;
}

void kept_tell(struct evidence *evidence, const json_t *trace)
{
    size_t i;
    json_t *finding;
    const json_t *step, *kept = NULL;
    char note[512];
    json_array_foreach(json_object_get(trace, "steps"), i, step)
    {
        if (json_object_get(step, "kept") &&
            is_missed(trace, json_object_get(step, "holds")))
            kept = step;
    }
    json_array_foreach(evidence->findings, i, finding)
    {
        if (!kept || strcmp(json_text(finding, "kind"),
                            json_text(trace, "finding")) != 0)
            continue;
        snprintf(note, sizeof note, "%s: %s",
                 json_string_value(
                     json_array_get(json_object_get(trace, "threads"),
                                    (size_t)json_number(kept, "thread"))),
                 json_text(kept, "does"));
        json_array_append_new(json_object_get(finding, "notes"),
                              json_string(note));
    }
}

json_t *options_make(struct evidence *evidence, const json_t *told)
{
    json_t *threads = json_array(), *moves = json_array();
    size_t i;
    const json_t *move;
    json_array_foreach(json_object_get(told, "moves"), i, move)
    {
        json_t *step = step_make(evidence, threads, move);
        json_object_set(step, "thread", json_object_get(move, "thread"));
        json_object_set(step, "id", json_object_get(move, "id"));
        json_array_append_new(moves, step);
    }
    json_decref(threads);
    return moves;
}
