/*
 * Grades a class: grade COMMAND [OPTION...], see --help.
 *
 * All work is done in the kit's root, wherever it is started; paths on the
 * command line are relative to where that was.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/store.h"
#include "base/text.h"
#include "batch/base/options.h"
#include "batch/book/gradebook.h"
#include "batch/inputs.h"
#include "batch/intake/intake.h"
#include "batch/intake/turnout.h"
#include "batch/run.h"
#include "batch/stages.h"
#include "batch/work/one.h"
#include "judge/base/version.h"

static int one_command(const struct options *options)
{
    if (!options->lesson || !options->source || !options->record) {
        fprintf(stderr, "grade one: --lesson, --source and --record are "
                        "needed.\nNext: grade one --help\n");
        return EXIT_BROKEN;
    }
    struct task_rules rules = {.compiler = options->compiler,
                               .seeds = options->seeds,
                               .trials = options->trials,
                               .sandbox = !options->unsandboxed};
    struct one_request request = {.lesson = options->lesson,
                                  .source = options->source,
                                  .record = options->record,
                                  .key = options->key,
                                  .work = options->work,
                                  .rules = &rules,
                                  .wall = options->wall};
    int error = one_grade(&request);
    return error == EINTR ? EXIT_STOPPED : error ? EXIT_BROKEN : EXIT_DONE;
}

static int intake_command(const struct options *options)
{
    struct intake intake = {.count = 0};
    struct intake_request request = {
        .in = options->operand[0],
        .out = options->operand[1],
        .roster = options->roster,
        .times = {.path = options->times, .lesson = options->lesson}};
    int error = inputs_check(options);
    if (!error)
        error = intake_make(&request, &intake);
    if (!error)
        error = intake_save(&intake, request.out);
    bool doubtful;
    if (!error)
        error = turnout_check(&intake, request.roster, &doubtful);
    if (!error)
        printf("%s/intake.json\n", request.out);
    intake_close(&intake);
    return error ? EXIT_BROKEN : EXIT_DONE;
}

static int run_number(const struct options *options, size_t index, long *number)
{
    char *end = "";
    *number = 0;
    if (options->operands > index)
        *number = strtol(options->operand[index], &end, 10);
    if (*end == '\0' && *number >= 0)
        return 0;
    fprintf(stderr, "grade diff: '%s' is no number of a run.\n",
            options->operand[index]);
    return EINVAL;
}

static int diff_command(const struct options *options)
{
    long from, to;
    sqlite3 *db = NULL;
    if (run_number(options, 1, &from) || run_number(options, 2, &to))
        return EXIT_BROKEN;
    int error = gradebook_open(options->operand[0], &db);
    if (!error)
        error = gradebook_diff(db, from, to, stdout);
    sqlite3_close(db);
    if (error)
        fprintf(stderr, "grade diff: %s\n",
                error == ENOENT   ? "there are no two such runs"
                : error == EPROTO ? "the grader contradicted itself, see DEFECT"
                                  : strerror(error));
    return error ? EXIT_BROKEN : EXIT_DONE;
}

static int export_command(const struct options *options)
{
    if (!options->canvas && !options->moodle && !options->sheet) {
        fprintf(stderr, "grade export: --canvas, --moodle or --sheet is "
                        "needed.\n"
                        "Next: grade export --help\n");
        return EXIT_BROKEN;
    }
    return stages_sheets(options->operand[0], options) ? EXIT_BROKEN
                                                       : EXIT_DONE;
}

static const struct command commands[] = {
    {"run", "IN OUT", 2, 2, 2, "rTpdstEjeqcmSlxug",
     "grades all that is handed in in IN, and leaves everything in OUT",
     "IN is a folder with a folder for each student, a flat folder of files\n"
     "student_lesson.c, or a zip from Canvas or Moodle, as it comes.\n"
     "\n"
     "Each distinct work is graded once, in the sandbox, as many at a time as "
     "there\nare processors; what was graded before, by the same kit with the "
     "same seeds and\ntrials, is not graded again. So the command can be "
     "stopped or killed at any\nmoment: given again, it goes on. Only one run "
     "at a time may use an OUT.\n"
     "\n"
     "OUT then holds grades.csv, class.html, a page for each student in "
     "feedback/,\ngradescope/, the gradebook and the records that "
     "all of it is made\nfrom. The log of what was done when is grade.log.\n",
     run_class},
    {"one", "", 0, 0, 0, "lfostkxwWu", "grades one file and writes its record",
     "The same file gives the same record, but for the seconds, and nothing "
     "else is\nwritten or left running: so make, GNU parallel or a cluster can "
     "carry it. The\nexit status is 0 if the record was written, whatever its "
     "verdict.\n"
     "\n"
     "  grade one --lesson 01_lock --source counter.c --record record.json\n",
     one_command},
    {"intake", "IN OUT", 2, 2, 2, "rTl",
     "takes in what was handed in, and grades nothing",
     "OUT/intake.json says what was found, by student, and what is wrong with "
     "it.\n",
     intake_command},
    {"diff", "OUT [FROM [TO]]", 1, 3, 1, "",
     "shows whose score changed from run to run, and why",
     "FROM and TO are numbers of runs; without them, the last two.\n",
     diff_command},
    {"export", "OUT", 1, 1, 1, "cmSl",
     "fills in a course system's sheet once more",
     "The sheet is the one that the system exported; a filled in copy is left "
     "in OUT,\nto be uploaded. Nothing is graded.\n",
     export_command},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void overview(FILE *to)
{
    fprintf(to, "grade: grades what a class handed in\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  grade %-6s %-16s %s\n", commands[i].name,
                commands[i].operands, commands[i].what);
    fprintf(to,
            "\n  grade COMMAND --help  all about a command\n"
            "  grade --version\n"
            "\nExit status: 0 all was done; 1 all was done, but the machine "
            "failed some\nsubmissions, which are named; 2 asked wrongly, or "
            "something broke; 130 stopped\nby a signal. "
            "docs/instructors.md has the whole story.\n");
}

/* The kit's root is two folders above the program's. */
static int root_enter(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    for (int i = 0; i < 3; i++) {
        char *slash = strrchr(path, '/');
        if (slash)
            *slash = '\0';
    }
    if (chdir(path) == 0 && store_has("grader/grade.sh"))
        return 0;
    fprintf(stderr, "grade: the program lies in no kit: its place is "
                    "build/bin/ of one\n");
    return ENOENT;
}

/* Makes absolute a path that is relative to where we were started. These are
 * kept to the end of the program. */
static int path_fix(const char *start, const char **path)
{
    if (!*path || **path == '/')
        return 0;
    *path = text_print("%s/%s", start, *path);
    return *path ? 0 : ENOMEM;
}

static int paths_fix(struct options *options, const struct command *command)
{
    char start[PATH_MAX];
    if (!getcwd(start, sizeof start))
        return errno;
    int error = root_enter();
    char now[PATH_MAX];
    if (error || (getcwd(now, sizeof now) && strcmp(start, now) == 0))
        return error;
    const char **const paths[] = {
        &options->roster,  &options->times,  &options->policy, &options->trials,
        &options->earlier, &options->canvas, &options->moodle, &options->sheet,
        &options->source,  &options->record, &options->work};
    for (size_t i = 0; !error && i < sizeof paths / sizeof paths[0]; i++)
        error = path_fix(start, paths[i]);
    for (size_t i = 0; !error && i < command->paths; i++)
        error = path_fix(start, &options->operand[i]);
    return error;
}

static int command_run(const struct command *command, int argc, char **argv)
{
    struct options options;
    int status = EXIT_BROKEN;
    if (options_parse(&options, command, argc, argv))
        goto out_free;
    if (options.help) {
        options_help(command);
        status = EXIT_DONE;
    } else if (paths_fix(&options, command) == 0) {
        status = command->run(&options);
    }
out_free:
    options_free(&options);
    return status;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return command_run(&commands[i], argc - 1, argv + 1);
    if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0) {
        overview(stdout);
        return EXIT_DONE;
    }
    if (strcmp(name, "--version") == 0) {
        printf("grade %s\n", LOCKSTEP_VERSION);
        return EXIT_DONE;
    }
    if (*name)
        fprintf(stderr, "grade: there is no command '%s'.\n\n", name);
    overview(stderr);
    return EXIT_BROKEN;
}
