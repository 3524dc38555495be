/*
 * Following another answer's schedule (see follow.h).
 *
 * The one idea: what two answers have in common are the names of their threads
 * and objects. The failing trace has names; a first run of the same trial shows
 * where the objects of that name lie in this code.
 */
#include "judge/draw/follow.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/draw/explorer.h"
#include "judge/draw/ladder.h"
#include "judge/draw/ladder_steps.h"
#include "judge/draw/replay.h"
#include "judge/draw/report.h"
#include "judge/find/evidence.h"

enum { STATUS_CLEAN, STATUS_FOUND, STATUS_BROKEN };

/* A step that the thread reaches before the turn passes on. A wait is announced
 * on the way to it, so nobody chose it, except where it releases a lock or
 * counts arrivals. Answers differ in when to unlock: where the broken one had
 * released a lock, this one may still hold it, and that is what the picture
 * must show. */
static bool is_chosen(const json_t *step)
{
    const char *call = json_text(step, "call");
    if (strncmp(call, "ends", 4) == 0 || strcmp(call, "returns") == 0 ||
        strstr(call, "unlock"))
        return false;
    return strcmp(json_text(step, "result"), "blocks") != 0 ||
           strstr(call, "cond_") || strstr(call, "barrier_");
}

static const char *move_of(const json_t *step)
{
    static const char *const moves[] = {"spurious", "timeout",  "interrupted",
                                        "held",     "weak",     "fails",
                                        "older",    "cancelled"};
    const char *result = json_text(step, "result");
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (strcmp(result, moves[i]) == 0)
            return result;
    return "-";
}

/* A struct and the lock in it may share a name, so an object's key includes
 * what is done with it: the call, or else just the sort of call. */
static void key_write(const json_t *step, bool exact, char *key, size_t size)
{
    bool access = json_object_get(step, "size") != NULL;
    snprintf(key, size, "%s %s",
             exact    ? json_text(step, "call")
             : access ? "access"
                      : "call",
             json_text(step, "object"));
}

static const char *address_in(const json_t *known, const json_t *step)
{
    char key[256];
    key_write(step, true, key, sizeof key);
    const char *address = json_text(known, key);
    if (*address)
        return address;
    key_write(step, false, key, sizeof key);
    return json_text(known, key);
}

void follow_learn(json_t *known, const json_t *trace)
{
    size_t i;
    const json_t *step;
    json_array_foreach(json_object_get(trace, "steps"), i, step)
    {
        json_t *address = json_object_get(step, "address");
        for (int exact = 0; address && exact < 2; exact++) {
            char key[256];
            key_write(step, exact, key, sizeof key);
            if (!json_object_get(known, key))
                json_object_set(known, key, address);
        }
    }
}

char *follow_list(const json_t *trace, const json_t *known)
{
    char *text = NULL;
    size_t size, i;
    FILE *to = open_memstream(&text, &size);
    if (!to)
        return NULL;
    json_t *threads = json_array();
    json_t *steps = ladder_steps(trace, threads);
    const json_t *step;
    json_array_foreach(steps, i, step)
    {
        const char *call = json_text(step, "call");
        const char *address = address_in(known, step);
        bool access = json_object_get(step, "size") != NULL;
        if (!is_chosen(step) || (access && !*address))
            continue;
        fprintf(to, "%s\t%s\t%s\t%s\n",
                json_string_value(json_array_get(threads, step_thread(step))),
                call, *address ? address : "-", move_of(step));
    }
    json_decref(steps);
    json_decref(threads);
    return fclose(to) ? NULL : text;
}

/* One run along a list. @return Its result, owned by the caller. */
static json_t *run_along(const struct settings *settings, const char *list,
                         json_t *findings)
{
    char *arguments[] = {"--follow", (char *)list, NULL};
    return explorer_run(settings, "follow", arguments, true, findings);
}

/* Where the objects of this code lie, by their names. */
static json_t *objects_learn(const struct settings *settings)
{
    json_t *known = json_object(), *findings = json_array();
    json_t *result = run_along(settings, "", findings);
    follow_learn(known, json_object_get(result, "trace"));
    json_decref(result);
    json_decref(findings);
    return known;
}

/* The failing trace of the trial in a record, borrowed, or NULL. */
static const json_t *record_trace(const json_t *record, const char *name)
{
    size_t i;
    const json_t *trial;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        if (strcmp(json_text(trial, "name"), name) == 0)
            return trial_trace(trial);
    }
    return NULL;
}

static int result_show(const struct settings *settings, json_t *result,
                       const json_t *failing, const json_t *findings)
{
    json_t *trace = json_object_get(result, "trace");
    if (!trace) {
        fprintf(stderr, "The schedule can't be followed in this code.\n");
        return STATUS_BROKEN;
    }
    json_object_set(trace, "follows", json_object_get(failing, "finding"));
    ladder_write(stdout, trace);
    findings_list(stdout, findings);
    if (settings->trace && json_dump_file(trace, settings->trace, 0)) {
        fprintf(stderr, "%s: it can't be written\n", settings->trace);
        return STATUS_BROKEN;
    }
    return json_array_size(findings) > 0 ? STATUS_FOUND : STATUS_CLEAN;
}

int follow_show(const struct settings *settings)
{
    if (!trial_find(settings->trial))
        return STATUS_BROKEN;
    json_error_t error;
    json_t *record = json_load_file(settings->follow, 0, &error);
    const json_t *failing = record_trace(record, settings->trial);
    if (!failing) {
        fprintf(stderr, "%s: no failing schedule of %s\n", settings->follow,
                settings->trial);
        json_decref(record);
        return STATUS_BROKEN;
    }
    json_t *known = objects_learn(settings), *findings = json_array();
    char *list = follow_list(failing, known);
    json_t *result = run_along(settings, list ? list : "", findings);
    int status = result_show(settings, result, failing, findings);
    free(list);
    json_decref(findings);
    json_decref(result);
    json_decref(known);
    json_decref(record);
    return status;
}
