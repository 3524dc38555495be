/*
 * The main of a program under `make explore FILE=program.c`.
 *
 *   program [--schedules N] [--seed N] [--strategy NAME] [--bound N]
 *           [--steps N] [--memory] [--interrupts] [--fail-calls]
 *           [--leaks] [--replay ID] [--name NAME]
 *           [--signal NUMBER] [--time SECONDS] [--progress] [-- ARGS]
 *
 * The one idea: the linker puts this in place of the program's own main
 * (`--wrap=main`), which is the body of every schedule. What happens goes to
 * the judge's pipe as for a trial; the exit status is 0 without a finding and 1
 * with one.
 */
#include <getopt.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/files/epoll.h"
#include "explore/files/stream.h"
#include "explore/files/table.h"
#include "explore/model/ending.h"
#include "explore/model/signals.h"
#include "explore/program/input.h"
#include "explore/tell/outputs.h"
#include "explore/tell/report.h"
#include "explore/tell/ticker.h"
#include "trial/settle.h"

int __real_main(int argc, char **argv, char **environment);
int __wrap_main(int argc, char **argv);

enum { BUDGET = 20000, STEPS = 1000000, EXIT_USAGE = 2 };
enum { STEPS_ALL = 10000000 };

/* What the program's main is called with. */
struct arguments {
    int count;
    char **values;
    char **scratch; /* the program may change its copy: getopt reorders, strtok
                       writes */
};

static char *argument_copy(char *to, const char *from)
{
    while ((*to++ = *from++))
        continue;
    return to;
}

static void *program_body(void *unused)
{
    const struct arguments *arguments = unused;
    char *text = (char *)&arguments->scratch[arguments->count + 1];
    for (int i = 0; i < arguments->count; i++) {
        arguments->scratch[i] = text;
        text = argument_copy(text, arguments->values[i]);
    }
    arguments->scratch[arguments->count] = NULL;
    optind = 0;
    input_rewind();
    streams_clear();
    files_clear();
    epolls_clear();
    outputs_clear();
    return (void *)(intptr_t)__real_main(arguments->count, arguments->scratch,
                                         environ);
}

/* What the program takes for its file's name, or NULL: what it is. */
static char *program_name;

static const struct option options[] = {
    {"schedules", required_argument, NULL, 'c'},
    {"seed", required_argument, NULL, 's'},
    {"strategy", required_argument, NULL, 'g'},
    {"memory-model", required_argument, NULL, 'o'},
    {"bound", required_argument, NULL, 'b'},
    {"steps", required_argument, NULL, 't'},
    {"memory", no_argument, NULL, 'm'},
    {"interrupts", no_argument, NULL, 'n'},
    {"fail-calls", no_argument, NULL, 'f'},
    {"leaks", no_argument, NULL, 'l'},
    {"replay", required_argument, NULL, 'i'},
    {"signal", required_argument, NULL, 'S'},
    {"name", required_argument, NULL, 'a'},
    {"time", required_argument, NULL, 'T'},
    {"progress", no_argument, NULL, 'p'},
    {0},
};

static struct ticker ticker = {.listens = true};

/* @return The schedule id to replay, or NULL. */
static const char *options_read(int argc, char **argv, struct search *search)
{
    const char *replay = NULL;
    for (int c; (c = getopt_long(argc, argv, "+", options, NULL)) != -1;) {
        switch (c) {
        case 'c':
            search->budget = strtoul(optarg, NULL, 10);
            break;
        case 's':
            search->seed = strtoull(optarg, NULL, 10);
            break;
        case 'g':
            search->only = optarg;
            break;
        case 'o':
            search->rc11 = strcmp(optarg, "sc") != 0;
            break;
        case 'b':
            search->highest_bound = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case 't':
            search->limits.steps = strtoul(optarg, NULL, 10);
            break;
        case 'm':
            search->limits.memory_points = true;
            break;
        case 'n':
            search->limits.interrupts = INTERRUPTS_MAX;
            break;
        case 'f':
            search->limits.failures = 1;
            break;
        case 'l':
            search->limits.leaks = true;
            break;
        case 'S':
            search->limits.outside = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case 'i':
            replay = optarg;
            break;
        case 'T':
            ticker.seconds = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case 'p':
            ticker.tells = true;
            break;
        case 'a':
            program_name = optarg;
            break;
        default:
            exit(EXIT_USAGE);
        }
    }
    return replay;
}

int __wrap_main(int argc, char **argv)
{
    struct search search = {
        .body = program_body,
        .limits = {.steps = STEPS,
                   .spurious = 1,
                   .timeouts = 1,
                   .held = 1,
                   .weak = 1},
        .seed = 1,
        .steps = STEPS_ALL,
        .budget = BUDGET,
        .rc11 = true,
        .outputs = true,
    };
    probe_settle();
    signal(SIGPIPE, SIG_IGN); /* what it does is modelled */
    const char *replay = options_read(argc, argv, &search);
    if (search.only && !strategy_known(search.only)) {
        fprintf(stderr, "explore: no strategy '%s'\n", search.only);
        return EXIT_USAGE;
    }
    struct arguments arguments = {.count = argc - optind + 1,
                                  .values = argv + optind - 1};
    arguments.values[0] = program_name ? program_name : argv[0];
    size_t room = ((size_t)arguments.count + 1) * sizeof *arguments.scratch;
    for (int i = 0; i < arguments.count; i++)
        room += strlen(arguments.values[i]) + 1;
    arguments.scratch = malloc(room);
    if (!arguments.scratch)
        return EXIT_USAGE;
    search.argument = &arguments;
    ending_of_program = true;
    signals_modelled = true;
    input_open();
    ticker_start(&ticker, &search);
    bool clean = explore(&search, replay, NULL);
    ticker_stop();
    files_clear();
    input_report();
    free(arguments.scratch);
    return clean ? 0 : 1;
}
