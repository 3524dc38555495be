/*
 * Prints what a record states as lines of words, for tests to look through:
 *
 *   verdict VERDICT
 *   points POINTS MAX_POINTS
 *   trial NAME VERDICT POINTS MAX_POINTS
 *   promise NAME MAX_POINTS PROMISE
 *   finding TRIAL KIND FILE:LINE...
 *   engine TRIAL ENGINE VERDICT
 *   proof TRIAL
 *   first TRIAL    (the proof came first, where it can, and nothing else was
 * run)
 *
 *   record_facts RECORD
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char *text(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value && *value ? value : "-";
}

static void points_print(const json_t *object)
{
    printf("%" JSON_INTEGER_FORMAT " %" JSON_INTEGER_FORMAT "\n",
           json_integer_value(json_object_get(object, "points")),
           json_integer_value(json_object_get(object, "max_points")));
}

static void finding_print(const json_t *trial, const json_t *finding)
{
    size_t i;
    const json_t *place;
    printf("finding %s %s", text(trial, "name"), text(finding, "kind"));
    json_array_foreach(json_object_get(finding, "places"), i, place)
    {
        printf(" %s:%" JSON_INTEGER_FORMAT, text(place, "file"),
               json_integer_value(json_object_get(place, "line")));
    }
    printf("\n");
}

static void trial_print(const json_t *trial)
{
    size_t i;
    const json_t *finding, *engine;
    printf("trial %s %s ", text(trial, "name"), text(trial, "verdict"));
    points_print(trial);
    printf("promise %s %" JSON_INTEGER_FORMAT " %s\n", text(trial, "name"),
           json_integer_value(json_object_get(trial, "max_points")),
           text(trial, "promise"));
    json_array_foreach(json_object_get(trial, "findings"), i, finding)
    {
        finding_print(trial, finding);
    }
    json_array_foreach(json_object_get(trial, "engines"), i, engine)
    {
        printf("engine %s %s %s\n", text(trial, "name"), text(engine, "engine"),
               text(engine, "verdict"));
        if (json_integer_value(json_object_get(engine, "every")))
            printf("proof %s\n", text(trial, "name"));
        if (json_integer_value(json_object_get(engine, "every")) &&
            (json_integer_value(json_object_get(engine, "weak_orders")) ||
             !json_integer_value(json_object_get(engine, "classes")) ||
             !json_integer_value(json_object_get(engine, "dfs"))))
            printf("first %s\n", text(trial, "name"));
    }
}

int main(int argc, char **argv)
{
    json_error_t error;
    json_t *record = argc == 2 ? json_load_file(argv[1], 0, &error) : NULL;
    if (!record) {
        fprintf(stderr, "record_facts: %s\n",
                argc == 2 ? error.text : "needs a record");
        return EXIT_FAILURE;
    }
    size_t i;
    const json_t *trial;
    printf("verdict %s\npoints ", text(record, "verdict"));
    points_print(record);
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        trial_print(trial);
    }
    json_decref(record);
    return EXIT_SUCCESS;
}
