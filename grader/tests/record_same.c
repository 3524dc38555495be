/*
 * Whether two records of the same work are the same, but for what may vary:
 * the seconds that runs took, what the scheduler of real threads made of them
 * (`sync_calls`, `reached`, and who of several threads a finding of theirs
 * names).
 *
 *   record_same RECORD RECORD
 *
 * Exit status: 0 the same, 1 not, with both shown, 2 not readable.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void text_drop(json_t *object, const char *key)
{
    if (json_object_get(object, key))
        json_object_set_new(object, key, json_string("(varies)"));
}

static void varying_drop(json_t *record)
{
    size_t i, j, k;
    json_t *trial, *engine, *finding, *place;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        json_array_foreach(json_object_get(trial, "engines"), j, engine)
        {
            text_drop(engine, "seconds");
            text_drop(engine, "sync_calls");
            text_drop(engine, "reached");
        }
        json_array_foreach(json_object_get(trial, "findings"), j, finding)
        {
            const char *by =
                json_string_value(json_object_get(finding, "engine"));
            if (!by || strcmp(by, "stress") != 0)
                continue;
            text_drop(finding, "title");
            json_array_foreach(json_object_get(finding, "places"), k, place)
                text_drop(place, "thread");
        }
    }
}

int main(int argc, char **argv)
{
    json_t *record[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        record[i] = argc == 3 ? json_load_file(argv[i + 1], 0, NULL) : NULL;
        if (!record[i]) {
            fprintf(stderr, "record_same: needs two records\n");
            return 2;
        }
        varying_drop(record[i]);
    }
    bool same = json_equal(record[0], record[1]);
    for (int i = 0; !same && i < 2; i++) {
        printf("%s, without what may vary:\n", argv[i + 1]);
        json_dumpf(record[i], stdout, JSON_INDENT(2));
        printf("\n");
    }
    json_decref(record[0]);
    json_decref(record[1]);
    return same ? 0 : 1;
}
