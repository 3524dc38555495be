/*
 * The corpus of bugs; see corpus.h.
 *
 * The explorer's programs are built by what builds them for `explore`, and run
 * by what runs probes, so a time is what a user waits for, without compiling:
 * the start, the search, shrinking the schedule and reporting it.
 */
#include "bench/corpus.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/spawn.h"
#include "explore/tool/build.h"
#include "judge/find/observed.h"

/* Reads the finding that the head of the file states. */
static void finding_read(struct specimen *specimen)
{
    char line[512];
    FILE *file = fopen(specimen->source, "r");
    for (int i = 0; file && i < 10 && fgets(line, sizeof line, file); i++) {
        const char *stated = strstr(line, "Finding: ");
        if (stated &&
            sscanf(stated, "Finding: %31[a-z-]", specimen->finding) == 1)
            break;
    }
    if (file)
        fclose(file);
}

static void name_read(struct specimen *specimen)
{
    const char *slash = strrchr(specimen->source, '/');
    snprintf(specimen->name, sizeof specimen->name, "%s",
             slash ? slash + 1 : specimen->source);
    specimen->name[strcspn(specimen->name, ".")] = '\0';
}

bool corpus_find(const struct bench *bench, struct corpus *corpus)
{
    glob_t files;
    unsigned seen = 0;
    corpus->count = 0;
    if (glob("grader/tests/corpus/*.c", 0, NULL, &files) != 0) {
        fprintf(stderr, "bench: no grader/tests/corpus/*.c here\n");
        return false;
    }
    for (size_t i = 0; i < files.gl_pathc && corpus->count < CORPUS_MAX; i++) {
        struct specimen *bug = &corpus->bugs[corpus->count];
        *bug = (struct specimen){.name = ""};
        snprintf(bug->source, sizeof bug->source, "%s", files.gl_pathv[i]);
        name_read(bug);
        finding_read(bug);
        if (*bug->finding && seen++ % bench->stride == 0)
            corpus->count++;
    }
    globfree(&files);
    return corpus->count > 0;
}

void specimen_twin(const struct specimen *bug, struct specimen *twin)
{
    int room = (int)sizeof twin->name - (int)sizeof "_fixed";
    snprintf(twin->name, sizeof twin->name, "%.*s_fixed", room, bug->name);
    snprintf(twin->source, sizeof twin->source, "grader/tests/corpus/%s.c",
             twin->name);
    twin->finding[0] = '\0';
}

bool specimen_build(const struct bench *bench, const struct specimen *specimen,
                    char *program, size_t size)
{
    char folder[256];
    char *files[] = {(char *)specimen->source, NULL};
    snprintf(folder, sizeof folder, BENCH_FOLDER "/work/%s", specimen->name);
    mkdir(folder, 0777);
    struct build build = {".", bench->compiler, "", files, folder};
    return build_program(&build, program, size) == 0;
}

static void text_copy(const json_t *line, const char *key, char *to,
                      size_t size)
{
    const char *text = json_string_value(json_object_get(line, key));
    snprintf(to, size, "%s", text ? text : "");
}

static void observations_read(const char *text, struct explored *explored)
{
    size_t i;
    const json_t *line;
    json_t *lines = observed_parse(text);
    explored->broken = true;
    json_array_foreach(lines, i, line)
    {
        const char *kind = json_string_value(json_object_get(line, "t"));
        if (kind && strcmp(kind, "engine") == 0) {
            explored->broken = false;
            explored->first = (unsigned long)json_integer_value(
                json_object_get(line, "first"));
            explored->schedules = (unsigned long)json_integer_value(
                json_object_get(line, "schedules"));
            explored->classes = (unsigned long)json_integer_value(
                json_object_get(line, "classes"));
            explored->every =
                json_integer_value(json_object_get(line, "every")) != 0;
            text_copy(line, "strategy", explored->strategy,
                      sizeof explored->strategy);
        }
        if (kind && strcmp(kind, "unmodelled") == 0) {
            explored->broken = true;
            break;
        }
        if (kind && strcmp(kind, "trace") == 0)
            text_copy(line, "finding", explored->finding,
                      sizeof explored->finding);
    }
    explored->found = explored->first > 0;
    json_decref(lines);
}

void specimen_explore(const struct exploration *asked, unsigned seed,
                      struct explored *explored)
{
    char number[16], schedules[16];
    struct spawn_result result;
    char *argv[9] = {(char *)asked->program, "--seed", number, "--schedules",
                     schedules};
    char **next = &argv[5];
    if (asked->leaks)
        *next++ = "--leaks";
    if (asked->strategy) {
        *next++ = "--strategy";
        *next++ = (char *)asked->strategy;
    }
    *explored = (struct explored){.found = false};
    snprintf(number, sizeof number, "%u", seed);
    snprintf(schedules, sizeof schedules, "%lu", asked->schedules);
    struct spawn_request request = {.argv = argv, .wall_seconds = asked->limit};
    int error = spawn_run(&request, &result);
    observations_read(result.observations.text, explored);
    explored->timed_out = result.timed_out;
    explored->broken = error || (explored->broken && !result.timed_out);
    explored->seconds = result.seconds;
    spawn_free(&result);
}
