/* What the elements of a job array read (see slurm_files.h). */
#include "batch/work/slurm_files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/store.h"

/* As one word for the shell. */
static void quoted_write(FILE *file, const char *text)
{
    fputc('\'', file);
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", file);
        else
            fputc(*text, file);
    }
    fputc('\'', file);
}

/* A newline can't be in a command of one line, quoted or not. */
static bool has_newline(const struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->count; i++)
        if (strchr(arguments->argv[i], '\n'))
            return true;
    return false;
}

static int command_write(FILE *file, const struct task *task,
                         const struct execution *execution)
{
    struct arguments arguments;
    int error = one_arguments(task, execution, &arguments);
    if (!error && has_newline(&arguments))
        error = EINVAL;
    for (size_t i = 0; !error && i < arguments.count; i++) {
        quoted_write(file, arguments.argv[i]);
        fputc(i + 1 < arguments.count ? ' ' : '\n', file);
    }
    arguments_free(&arguments);
    return error;
}

int slurm_commands_write(const char *folder, const struct execution *execution,
                         const struct tasks *tasks, const size_t *asked,
                         size_t count)
{
    struct store_file commands;
    int error = store_begin_in(&commands, folder, "commands");
    if (error)
        return error;
    for (size_t i = 0; !error && i < count; i++)
        error = command_write(commands.file, &tasks->task[asked[i]], execution);
    return store_end(&commands, error);
}

/* The script opens its log itself: Slurm's own patterns for names would take a
 * '%' in a folder's name for theirs. */
int slurm_script_write(const char *folder, size_t chunk)
{
    struct store_file script;
    int error = store_begin_in(&script, folder, "job.sh");
    if (error)
        return error;
    fputs("#!/bin/sh\n# One element of the array: some of the commands.\nat=",
          script.file);
    quoted_write(script.file, folder);
    fprintf(script.file,
            "\nexec >\"$at/log/$SLURM_ARRAY_TASK_ID.txt\" 2>&1\n"
            "first=$((SLURM_ARRAY_TASK_ID * %zu + 1))\n"
            "sed -n \"$first,$((first + %zu))p\" \"$at/commands\" |\n"
            "    while IFS= read -r command; do\n"
            "        sh -c \"$command\" </dev/null || echo \"status $?\"\n"
            "    done\n",
            chunk, chunk - 1);
    return store_end(&script, 0);
}
