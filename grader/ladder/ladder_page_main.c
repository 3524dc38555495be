/*
 * ladder_page: writes one schedule as a part of a page, on standard output.
 *
 *   ladder_page --record FILE --trial NAME [--dot]
 *   ladder_page --trace FILE --trial NAME
 *       [--source FILE [--listing]] [--graph FILE]
 *
 * --record takes the failing schedule of a trial, --trace that of an answer
 * which was taken along (judge/draw/follow.h). With --source lines of code are
 * shown; with --listing the whole file is shown beside the steps. --dot writes
 * the wait-for graph instead, --graph puts its drawing in.
 */
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "judge/draw/ladder.h"
#include "judge/find/evidence.h"
#include "ladder/section.h"

enum { EXIT_BROKEN = 2 };

struct options {
    const char *record;
    const char *trace;
    bool dot;
    struct section section;
};

static const struct option known[] = {
    {"record", required_argument, NULL, 'r'},
    {"trace", required_argument, NULL, 't'},
    {"trial", required_argument, NULL, 'n'},
    {"source", required_argument, NULL, 's'},
    {"listing", no_argument, NULL, 'l'},
    {"graph", required_argument, NULL, 'g'},
    {"dot", no_argument, NULL, 'd'},
    {0},
};

static bool option_take(struct options *options, int c)
{
    switch (c) {
    case 'r':
        options->record = optarg;
        return true;
    case 't':
        options->trace = optarg;
        return true;
    case 'n':
        options->section.trial = optarg;
        return true;
    case 's':
        options->section.source = optarg;
        return true;
    case 'l':
        options->section.listing = true;
        return true;
    case 'g':
        options->section.graph = optarg;
        return true;
    case 'd':
        options->dot = true;
        return true;
    default:
        return false;
    }
}

/* Finds the trial's failing schedule. @return Whether it has one. */
static bool failing_find(struct section *section, const json_t *record)
{
    size_t i;
    const json_t *trial;
    json_array_foreach(json_object_get(record, "trials"), i, trial)
    {
        if (strcmp(json_text(trial, "name"), section->trial) != 0)
            continue;
        section->trace = trial_trace(trial);
        section->findings = json_object_get(trial, "findings");
    }
    return section->trace;
}

static int page_write(struct options *options)
{
    struct section *section = &options->section;
    const char *path = options->record ? options->record : options->trace;
    json_error_t error;
    json_t *json = json_load_file(path, 0, &error);
    int status = EXIT_BROKEN;
    section->trace = options->trace ? json : NULL;
    if (!json)
        fprintf(stderr, "%s: %s\n", path, error.text);
    else if (options->record && !failing_find(section, json))
        fprintf(stderr, "%s: no failing schedule of %s\n", path,
                section->trial);
    else
        status = 0;
    if (!status && options->dot)
        section_graph(stdout, section);
    else if (!status && section_write(stdout, section))
        status = EXIT_BROKEN;
    json_decref(json);
    return status;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;)
        if (!option_take(&options, c))
            return EXIT_BROKEN;
    if (!options.section.trial || !options.record == !options.trace) {
        fprintf(stderr, "ladder_page: --trial and either --record or --trace "
                        "are needed\n");
        return EXIT_BROKEN;
    }
    return page_write(&options);
}
