/* The command line of `explore` (see options.h). */
#include "explore/tool/options.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "explore/tool/file_kind.h"

const char tool_help[] =
    "explore [options] FILE.c... [-- ARGS]\n"
    "explore [options] PROGRAM [ARGS]\n"
    "\n"
    "Runs a C program with pthreads under a controlled scheduler and searches\n"
    "its interleavings for data races, deadlocks, lost wakeups, livelocks,\n"
    "failed assertions, crashes, misuse of the calls and a bad exit status.\n"
    "PROGRAM is one that a project's build has made with CC=explore-cc.\n"
    "The program is taken as it is; every schedule begins afresh, with its\n"
    "static data as at the start. The same program gives the same answer on\n"
    "every machine.\n"
    "\n"
    "  --schedules N    how many schedules to run at most (20000)\n"
    "  --time SECONDS   stop after that time and say what was covered\n"
    "  --bound N        no more than N preemptions in the depth-first search\n"
    "  --steps N        where a schedule is cut (1000000 steps)\n"
    "  --seed N         of the random strategies (1)\n"
    "  --strategy NAME  only one of: dfs, classes, pos, pct2, pct3,\n"
    "                   surw\n"
    "  --memory-model M rc11: atomics as C11 orders them, or sc: one after "
    "the\n"
    "                   other, whatever their orders (rc11)\n"
    "  --memory         switch threads at plain memory accesses, too\n"
    "  --interrupts     sem_wait() may be interrupted, with no handler, too\n"
    "  --signal NAME    that signal comes once from outside, at any point\n"
    "  --fail-calls     one init, create or malloc() may fail in a schedule\n"
    "  --leaks          what is left at the end is a finding, not a note\n"
    "  --replay ID      run the one schedule that a finding named\n"
    "  --cflags \"...\"   further flags for the compiler and the linker\n"
    "  --cc COMMAND     the compiler (gcc, or $CC)\n"
    "  --trace FILE     write the failing schedule as JSON\n"
    "  --json           print one JSON object instead of text\n"
    "  --help           print this\n"
    "\n"
    "Exit status: 0 nothing found, 1 a finding, 2 it could not run,\n"
    "3 stopped by Ctrl-C with nothing found until then.\n";

enum {
    OWN = 256,
    OWN_TIME,
    OWN_SIGNAL,
    OWN_CFLAGS,
    OWN_CC,
    OWN_TRACE,
    OWN_JSON,
    OWN_MODEL,
    OWN_HELP
};

enum { SECONDS_MAX = 1000000, SIGNALS_NAMED = 32 };

static const struct option known[] = {
    {"schedules", required_argument, NULL, 1},
    {"time", required_argument, NULL, OWN_TIME},
    {"bound", required_argument, NULL, 1},
    {"steps", required_argument, NULL, 1},
    {"seed", required_argument, NULL, 1},
    {"strategy", required_argument, NULL, 1},
    {"memory", no_argument, NULL, 1},
    {"memory-model", required_argument, NULL, OWN_MODEL},
    {"interrupts", no_argument, NULL, 1},
    {"signal", required_argument, NULL, OWN_SIGNAL},
    {"fail-calls", no_argument, NULL, 1},
    {"leaks", no_argument, NULL, 1},
    {"replay", required_argument, NULL, 1},
    {"cflags", required_argument, NULL, OWN_CFLAGS},
    {"cc", required_argument, NULL, OWN_CC},
    {"trace", required_argument, NULL, OWN_TRACE},
    {"json", no_argument, NULL, OWN_JSON},
    {"help", no_argument, NULL, OWN_HELP},
    {0},
};

/* Numbers are checked here, where there is somebody to tell. */
static bool is_number(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

static int pass_on(struct tool_options *options, int index, char *value)
{
    static char names[PASSED_ON_MAX][32];
    unsigned n = options->passed_on_count;
    bool word = known[index].val == OWN_MODEL ||
                strcmp(known[index].name, "strategy") == 0 ||
                strcmp(known[index].name, "replay") == 0;
    if (n + 2 > PASSED_ON_MAX)
        return EINVAL;
    if (value && !word && !is_number(value)) {
        fprintf(stderr, "explore: --%s takes a number, not '%s'\n",
                known[index].name, value);
        return EINVAL;
    }
    snprintf(names[n], sizeof names[n], "--%s", known[index].name);
    options->passed_on[options->passed_on_count++] = names[n];
    if (value)
        options->passed_on[options->passed_on_count++] = value;
    return 0;
}

/* "TERM", "SIGTERM" and "15" are the same. @return Its number as text, or NULL
 * after a message. */
static char *signal_of(const char *name)
{
    static char text[PASSED_ON_MAX][12];
    static unsigned used;
    const char *bare = strncasecmp(name, "SIG", 3) == 0 ? name + 3 : name;
    int number = is_number(name) ? atoi(name) : 0;
    for (int i = 1; i < SIGNALS_NAMED && number == 0; i++) {
        const char *known_name = sigabbrev_np(i);
        if (known_name && strcasecmp(bare, known_name) == 0)
            number = i;
    }
    if (number > 0 && number < SIGNALS_NAMED && number != SIGKILL &&
        number != SIGSTOP) {
        used %= PASSED_ON_MAX;
        snprintf(text[used], sizeof text[used], "%d", number);
        return text[used++];
    }
    fprintf(stderr,
            "explore: --signal takes one that a program can catch, such as "
            "TERM, INT or USR1, not '%s'\n",
            name);
    return NULL;
}

static int option_take(struct tool_options *options, int c, int index)
{
    switch (c) {
    case 1:
        return pass_on(options, index, optarg);
    case OWN_TIME:
        options->seconds = strtoul(optarg, NULL, 10);
        if (options->seconds == 0 || options->seconds > SECONDS_MAX)
            fprintf(stderr, "explore: --time takes seconds, 1 to %d\n",
                    SECONDS_MAX);
        return options->seconds == 0 || options->seconds > SECONDS_MAX
                   ? EINVAL
                   : pass_on(options, index, optarg);
    case OWN_SIGNAL: {
        char *number = signal_of(optarg);
        return number ? pass_on(options, index, number) : EINVAL;
    }
    case OWN_MODEL:
        if (strcmp(optarg, "rc11") == 0 || strcmp(optarg, "sc") == 0)
            return pass_on(options, index, optarg);
        fprintf(stderr, "explore: --memory-model is rc11 or sc, not '%s'\n",
                optarg);
        return EINVAL;
    case OWN_CFLAGS:
        options->cflags = optarg;
        return 0;
    case OWN_CC:
        options->compiler = optarg;
        return 0;
    case OWN_TRACE:
        options->trace = optarg;
        return 0;
    case OWN_JSON:
        options->json = true;
        return 0;
    case OWN_HELP:
        options->help = true;
        return 0;
    default:
        return EINVAL;
    }
}

/* Where "--" is, or argc. */
static int arguments_begin(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--") == 0)
            return i;
    return argc;
}

static int refuse(const char *file, const char *why, const char *next)
{
    fprintf(stderr, "explore: %s %s. Next: %s.\n", file, why, next);
    return EINVAL;
}

/* Whatever is no C code and no program that can be searched has a remedy. */
static int file_check(const char *file)
{
    static const char build[] =
        "build the project with CC=explore-cc, then explore the program";
    switch (file_kind(file)) {
    case FILE_MISSING:
        return refuse(file, "can't be read", "look at how it is spelled");
    case FILE_SCRIPT:
        return refuse(file, "is a script",
                      "explore the program that it starts (libtool keeps it "
                      "in .libs/)");
    case FILE_LIBRARY:
        return refuse(file, "was not linked by explore-cc", build);
    case FILE_OBJECT:
    case FILE_ARCHIVE:
        return refuse(file, "is no program", build);
    default:
        return 0;
    }
}

static int files_take(struct tool_options *options, char **argv, int end)
{
    options->files = calloc((size_t)(end - optind) + 1, sizeof(char *));
    for (int i = optind; options->files && i < end; i++)
        options->files[i - optind] = argv[i];
    if (!options->files || optind >= end) {
        fprintf(stderr, "explore: which file? See explore --help\n");
        return EINVAL;
    }
    for (char **file = options->files; *file; file++)
        if (file_check(*file))
            return EINVAL;
    return 0;
}

/* `explore [options] PROGRAM [ARGS]`: what follows the program is its own. */
static int program_take(struct tool_options *options, char **argv, int at)
{
    options->is_program = true;
    options->files = calloc(2, sizeof(char *));
    if (!options->files)
        return ENOMEM;
    options->files[0] = argv[at];
    if (argv[at + 1] && strcmp(argv[at + 1], "--") == 0)
        at++;
    options->program = argv + at + 1;
    return 0;
}

static int options_take(struct tool_options *options, int end, char **argv,
                        const char *how)
{
    int index = 0;
    optind = 0;
    for (int c; (c = getopt_long(end, argv, how, known, &index)) != -1;)
        if (option_take(options, c, index))
            return EINVAL;
    return 0;
}

/* A project's build may have left its own CC in the environment. */
static const char *compiler_default(void)
{
    const char *compiler = getenv("CC");
    return compiler && *compiler && !strstr(compiler, "explore-cc") ? compiler
                                                                    : "gcc";
}

int tool_options_read(struct tool_options *options, int argc, char **argv)
{
    int end = arguments_begin(argc, argv);
    *options =
        (struct tool_options){.compiler = compiler_default(), .cflags = ""};
    options->program = argv + (end < argc ? end + 1 : argc);
    if (options_take(options, end, argv, "+"))
        return EINVAL;
    if (optind < end && file_kind(argv[optind]) == FILE_EXPLORABLE)
        return program_take(options, argv, optind);
    options->passed_on_count = 0;
    if (options_take(options, end, argv, ""))
        return EINVAL;
    return options->help ? 0 : files_take(options, argv, end);
}
