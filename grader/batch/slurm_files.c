/* What the elements of a job array read (see slurm_files.h). */
#include "batch/slurm_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/store.h"

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

/* A newline can't stand in a command of one line, quoted or not. */
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

/* Stores what was written to a file in memory, unless there was an error. */
static int text_store(FILE *file, char **text, const size_t *size,
                      const char *folder, const char *name, int error)
{
    char *path = store_path("%s/%s", folder, name);
    if (file && fclose(file) != 0 && !error)
        error = ENOMEM;
    if (!error)
        error = file && path ? store_write(path, *text, *size) : ENOMEM;
    free(*text);
    free(path);
    return error;
}

int slurm_commands_write(const char *folder, const struct execution *execution,
                         const struct tasks *tasks, const size_t *asked,
                         size_t count)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    int error = file ? 0 : ENOMEM;
    for (size_t i = 0; !error && i < count; i++)
        error = command_write(file, &tasks->task[asked[i]], execution);
    return text_store(file, &text, &size, folder, "commands", error);
}

/* The script opens its log itself: Slurm's own patterns for names would take a
 * '%' in a folder's name for theirs. */
int slurm_script_write(const char *folder, size_t chunk)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    if (!file)
        return ENOMEM;
    fputs("#!/bin/sh\n# One element of the array: some of the commands.\nat=",
          file);
    quoted_write(file, folder);
    fprintf(file,
            "\nexec >\"$at/log/$SLURM_ARRAY_TASK_ID.txt\" 2>&1\n"
            "first=$((SLURM_ARRAY_TASK_ID * %zu + 1))\n"
            "sed -n \"$first,$((first + %zu))p\" \"$at/commands\" |\n"
            "    while IFS= read -r command; do\n"
            "        sh -c \"$command\" </dev/null || echo \"status $?\"\n"
            "    done\n",
            chunk, chunk - 1);
    return text_store(file, &text, &size, folder, "job.sh", 0);
}
