/* The command line (see options.h). */
#include "batch/base/options.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JOBS_MOST = 1024, TEXT_COLUMN = 22 };

/* An option that is a text, of the same name; nothing else is at 0. */
#define TEXT(letter, member, takes, help)                                      \
    {                                                                          \
        letter, #member, takes, help, offsetof(struct options, member)         \
    }

/* Every option: its letter in a command's list, its name, what it takes, what
 * it is for. */
static const struct row {
    char letter;
    const char *name;
    const char *takes; /* NULL: nothing */
    const char *help;
    size_t text; /* 0: it is more than a text */
} rows[] = {
    TEXT('r', roster, "FILE", "CSV with the names of all who should hand in"),
    TEXT('T', times, "FILE",
         "a sheet with the times of submissions, or a folder of them"),
    TEXT('p', policy, "FILE", "weights, due dates, lateness, visibility"),
    TEXT('d', due, "TIME", "due date of lessons without one: 2026-12-01T23:59"),
    {'s', "seeds", "SEEDS", "further seeds: a file with one a line, or 7,8,9",
     0},
    TEXT('t', trials, "DIR", "further trials: DIR/01_lock.c and so on"),
    TEXT('E', earlier, "IN",
         "earlier classes' submissions, to compare with: folder or archive"),
    {'j', "jobs", "N", "tasks at a time; else one for each processor", 0},
    TEXT('e', executor, "NAME", "who does the work: local, slurm"),
    {'q', "slurm-options", "WORDS", "what sbatch is told: '-p main -t 60'",
     offsetof(struct options, slurm)},
    TEXT('c', canvas, "SHEET",
         "fill in this sheet from Canvas: OUT/canvas.csv"),
    TEXT('m', moodle, "SHEET",
         "fill in this sheet from Moodle: OUT/moodle.csv"),
    TEXT('S', sheet, "SHEET",
         "fill in this sheet of any other system: OUT/sheet.csv"),
    TEXT('l', lesson, "LESSON", "the lesson, as its folder is called: 01_lock"),
    TEXT('f', source, "FILE", "the student's file; its name does not matter"),
    TEXT('o', record, "FILE", "where the record goes"),
    TEXT('k', key, "KEY", "fail if the grading has another key than this"),
    TEXT('w', work, "DIR", "where to work; else in TMPDIR or /tmp"),
    TEXT('x', compiler, "CMD", "compile with this command; else gcc"),
    {'W', "wall", "SECONDS", "give up after so long; it guards the machine", 0},
    {'u', "unsandboxed", NULL,
     "without a sandbox: student code has your rights", 0},
    {'g', "guests", NULL,
     "grade, even if it looks as if owners were not understood", 0},
    {'h', "help", NULL, "this text", 0},
};
enum { OPTIONS = sizeof rows / sizeof rows[0] };

static bool allowed(const struct command *command, char letter)
{
    return letter == 'h' || strchr(command->letters, letter);
}

static int number_read(const char *name, const char *text, unsigned long most,
                       unsigned *number)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || value < 1 || value > most) {
        fprintf(stderr, "grade: --%s takes a number from 1 to %lu, not '%s'\n",
                name, most, text);
        return EINVAL;
    }
    *number = (unsigned)value;
    return 0;
}

static int option_take(struct options *options, char letter, const char *value)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (rows[i].letter == letter && rows[i].text) {
            memcpy((char *)options + rows[i].text, &value, sizeof value);
            return 0;
        }
    switch (letter) {
    case 's':
        free(options->seeds);
        options->seeds = NULL;
        return seeds_read(value, &options->seeds);
    case 'j':
        return number_read("jobs", value, JOBS_MOST, &options->jobs);
    case 'W':
        return number_read("wall", value, UINT32_MAX / 1000, &options->wall);
    case 'u':
        options->unsandboxed = true;
        return 0;
    case 'g':
        options->guests = true;
        return 0;
    default:
        options->help = true;
        return 0;
    }
}

static int operands_take(struct options *options, const struct command *command,
                         int argc, char **argv)
{
    for (int i = optind; i < argc; i++) {
        if (options->operands == command->most) {
            fprintf(stderr, "grade %s: '%s' is one too many.\n", command->name,
                    argv[i]);
            return EINVAL;
        }
        options->operand[options->operands++] = argv[i];
    }
    if (options->operands >= command->least || options->help)
        return 0;
    fprintf(stderr, "grade %s: it takes %s.\n", command->name,
            command->operands);
    return EINVAL;
}

int options_parse(struct options *options, const struct command *command,
                  int argc, char **argv)
{
    struct option table[OPTIONS + 1] = {0};
    size_t count = 0;
    *options = (struct options){.compiler = "gcc", .executor = "local"};
    for (size_t i = 0; i < OPTIONS; i++)
        if (allowed(command, rows[i].letter))
            table[count++] = (struct option){
                rows[i].name, rows[i].takes ? required_argument : no_argument,
                NULL, rows[i].letter};
    int error = 0;
    optind = 0; /* start over */
    opterr = 0;
    for (int c;
         !error && (c = getopt_long(argc, argv, ":", table, NULL)) != -1;)
        if (c == '?' || c == ':') {
            fprintf(stderr, "grade %s: '%s' %s.\n", command->name,
                    argv[optind - 1],
                    c == ':' ? "needs a value" : "is no option of it");
            error = EINVAL;
        } else {
            error = option_take(options, (char)c, optarg);
        }
    if (!error)
        error = operands_take(options, command, argc, argv);
    if (error)
        fprintf(stderr, "Next: grade %s --help\n", command->name);
    return error;
}

void options_free(struct options *options)
{
    free(options->seeds);
    options->seeds = NULL;
}

void options_help(const struct command *command)
{
    printf("grade %s %s%s[OPTION...]\n  %s\n\n%s", command->name,
           command->operands, *command->operands ? " " : "", command->what,
           command->text);
    printf("\nOptions:\n");
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[64];
        if (!allowed(command, rows[i].letter))
            continue;
        snprintf(left, sizeof left, "--%s%s%s", rows[i].name,
                 rows[i].takes ? " " : "", rows[i].takes ? rows[i].takes : "");
        printf("  %-*s %s\n", TEXT_COLUMN, left, rows[i].help);
    }
}
